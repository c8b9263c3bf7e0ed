// Generated from the OpenAPI document of Apikley. Do not edit.

import type { Model } from '../../../model.ts'

/** Input of `kling/v2-1-master-text-to-video`. */
export interface KlingV21MasterTextToVideoInput {
    /**
     * The text prompt describing the video you want to generate (Max length: 5000 characters)
     * @example First-person view from a soldier jumping from a transport plane — the camera shakes with turbulence, oxygen mask reflections flicker — as the clouds part, the battlefield below pulses with anti-air fire and missile trails.
     */
    prompt: string;
    /**
     * The duration of the generated video in seconds
     * @default 5
     * @example 5
     */
    duration?: "5" | "10";
    /**
     * The aspect ratio of the generated video frame
     * @default 16:9
     * @example 16:9
     */
    aspect_ratio?: "16:9" | "9:16" | "1:1";
    /**
     * Elements to avoid in the generated video (Max length: 500 characters)
     * @example blur, distort, and low quality
     */
    negative_prompt?: string;
    /**
     * The CFG (Classifier Free Guidance) scale is a measure of how close you want the model to stick to your prompt (Min: 0, Max: 1, Step: 0.1) (step: 0.1)
     * @default 0.5
     * @example 0.5
     */
    cfg_scale?: number;
}

/** What a request to `kling/v2-1-master-text-to-video` has beside `model` and `input`. */
export interface KlingV21MasterTextToVideoFields {
    /**
     * Format: uri
     * The URL to receive generation task completion updates. Optional but recommended for production use.
     *
     * - System will POST task status and results to this URL when generation completes
     * - Callback includes generated content URLs and task information
     * - Your callback endpoint should accept POST requests with JSON payload containing results
     * - Alternatively, use the Get Task Details endpoint to poll task status
     * @example https://your-domain.com/api/callback
     */
    callBackUrl?: string;
}

/** Generate videos from text using kling/v2-1-master-text-to-video */
export const klingV21MasterTextToVideo: Model<'kling/v2-1-master-text-to-video', KlingV21MasterTextToVideoInput> = {
  "id": "kling/v2-1-master-text-to-video",
  "kind": "video",
  "schema": {
    "type": "object",
    "properties": {
      "prompt": {
        "type": "string",
        "maxLength": 5000
      },
      "duration": {
        "type": "string",
        "enum": [
          "5",
          "10"
        ]
      },
      "aspect_ratio": {
        "type": "string",
        "enum": [
          "16:9",
          "9:16",
          "1:1"
        ]
      },
      "negative_prompt": {
        "type": "string",
        "maxLength": 500
      },
      "cfg_scale": {
        "type": "number",
        "minimum": 0,
        "maximum": 1
      }
    },
    "required": [
      "prompt"
    ]
  }
}
