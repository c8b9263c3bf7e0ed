// Generated from the OpenAPI document of Apikley. Do not edit.

export interface paths {
    "/api/v1/jobs/createTask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a task
         * Starts a generation and answers its id at once. The request has no idempotency key, and no operation lists tasks: when the answer is lost, the task may run, and may be billed, and nothing can find it. Do not send it again unasked.
         */
        post: operations["createTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/credit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the account's credits
         * How many credits are left.
         */
        get: operations["getCredits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/common/download-url": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a temporary download link
         * Answers a link to a result of this service that works for 20 minutes. A foreign address is refused with code 422.
         */
        post: operations["createDownloadLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/file-upload/api/file-stream-upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file
         * Takes the bytes of a file as a form. The file is deleted after three days, or after 24 hours, by two statements of the twin.
         */
        post: operations["uploadFileStream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/file-upload/api/file-base64-upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file as Base64
         * Takes the bytes of a small file as text. The file is deleted after three days, or after 24 hours, by two statements of the twin.
         */
        post: operations["uploadFileBase64"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/file-upload/api/file-url-upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file from an address
         * Fetches the file from a public address; the twin waits 30 seconds for it. The file is deleted after three days, or after 24 hours, by two statements of the twin.
         */
        post: operations["uploadFileUrl"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/recordInfo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a task
         * State, results or failure of a task of any model. Seconds after creation the task may not be known yet (`recordInfoIsNull`). The twin allows ten requests a second; Apikley may allow another number.
         */
        get: operations["getTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ApiResponse: {
            /**
             * Response status code
             *
             * - **200**: Success - Request has been processed successfully
             * - **401**: Unauthorized - Authentication credentials are missing or invalid
             * - **402**: Insufficient Credits - Account does not have enough credits to perform the operation
             * - **404**: Not Found - The requested resource or endpoint does not exist
             * - **422**: Validation Error - The request parameters failed validation checks
             * - **429**: Rate Limited - Request limit has been exceeded for this resource
             * - **455**: Service Unavailable - System is currently undergoing maintenance
             * - **500**: Server Error - An unexpected error occurred while processing the request
             * - **501**: Generation Failed - Content generation task failed
             * - **505**: Feature Disabled - The requested feature is currently disabled
             */
            code?: 200 | 401 | 402 | 404 | 422 | 429 | 455 | 500 | 501 | 505 | 400 | 405 | 408 | 433;
            /**
             * Response message, error description when failed
             * @example success
             */
            msg?: string;
        };
        /** What the service posts. Be lenient with it: the twin's own examples lack fields that its schema requires. */
        CallbackBody: {
            /** 200 for success and 501 for failure; older pages know 400 and 500 too. */
            code?: number;
            /** The outcome in words. */
            msg?: string;
            /** The id, in an older form. */
            taskId?: string;
            /** The task, or its older form. */
            data?: components["schemas"]["TaskRecord"] | components["schemas"]["OlderCallbackTask"] | null;
        };
        CreatedTask: {
            /**
             * Task ID, can be used with Get Task Details endpoint to query task status
             * @example task_kling_1765187781310
             */
            taskId: string;
            /** Equal to taskId in every recording. */
            recordId?: string;
        };
        DownloadLinkRequest: {
            /** Address of a result, as resultJson gave it. */
            url: string;
        };
        /** The envelope of an error. The code in the body decides, not the HTTP status: nearly all recorded errors came with HTTP 200. */
        ErrorBody: components["schemas"]["ApiResponse"] & {
            /** Null or missing in every recorded error; one page of the twin documents an object. */
            data?: Record<string, unknown> | null;
            /** False. Only the file uploads send it. */
            success?: boolean;
        };
        OlderCallbackTask: {
            /** The id that createTask answered. */
            task_id: string;
            /** Credits that the task took. */
            consumeCredits?: number;
        };
        /** A task as the service keeps it. */
        TaskRecord: {
            /** The id that createTask answered. */
            taskId: string;
            /** Id of the model. */
            model?: string;
            state: components["schemas"]["TaskState"];
            /** The request as JSON text: `model`, `callBackUrl` if there was one, and `input`, which is JSON text once more. The server adds the defaults of fields that were not sent. */
            param?: string;
            /** The results as JSON text, a TaskResult. Documented as present on success only; recorded as an empty string until then. */
            resultJson?: string | null;
            /** Why the task failed: an HTTP-like number as text, or a word. Documented as an empty string when nothing failed, recorded as null; a number was reported once. */
            failCode?: string | number | null;
            /** Why the task failed, in words; the only place where moderation gives its reason. Documented as an empty string when nothing failed, recorded as null. */
            failMsg?: string | null;
            /** How long the task took. Documented in milliseconds; recorded in whole seconds, and null until the task ends. Do not compute with it: use createTime and completeTime. */
            costTime?: number | null;
            /** When the task was created, in milliseconds since 1970. */
            createTime?: number;
            /** When the task ended, in milliseconds since 1970; null until then. */
            completeTime?: number | null;
            /** When the task last changed, in milliseconds since 1970. Never recorded. */
            updateTime?: number;
            /** Percentage, for some models. Never recorded. */
            progress?: number;
            /** Credits that the task took; 0 was recorded for failed tasks. */
            creditsConsumed?: number;
            /** Equal to the model in recordings. */
            operationType?: string;
            /** 0 while pending, 1 on success, 3 on failure. */
            successFlag?: number;
            /** Equal to param in recordings. */
            paramJson?: string;
            /** The results as they stand in resultJson, parsed. */
            response?: components["schemas"]["TaskResult"] | null;
        };
        /** What resultJson holds. Results are kept for 24 hours or for 14 days, by two statements of the twin: download them at once. */
        TaskResult: {
            /** Addresses of the results, one to six in recordings. */
            resultUrls?: string[];
            /** First frame as a picture, where the model was asked for it. The twin writes a list here in spite of the name; take a bare string for a list of one. */
            firstFrameUrl?: string[] | string;
            /** Last frame as a picture, like firstFrameUrl. */
            lastFrameUrl?: string[] | string;
            /** The results with a watermark. */
            resultWaterMarkUrls?: string[];
            /** A result that is no file, of models that answer text. */
            resultObject?: Record<string, unknown>;
        };
        /** waiting, queuing and generating mean: ask again. success and fail are final. A state that is not listed here should be taken for a pending one. */
        TaskState: "waiting" | "queuing" | "generating" | "success" | "fail";
        /** The envelope with one field more. */
        UploadAnswer: components["schemas"]["ApiResponse"] & {
            /** Whether the upload worked. */
            success?: boolean;
            /** The file; null or missing in an error. */
            data?: components["schemas"]["UploadedFile"] | null;
        };
        /** A file as text. */
        UploadBase64Request: {
            /** Base64, bare or as a data URL. */
            base64Data: string;
            /** Folder for the file, without a slash at either end. */
            uploadPath: string;
            /** Name with its ending; a random one if it is left out. A file of the same name is replaced, which caches may notice late. */
            fileName?: string;
        };
        /** A file as a form. */
        UploadStreamRequest: {
            /**
             * Format: binary
             * The bytes.
             */
            file: string;
            /** Folder for the file, without a slash at either end. */
            uploadPath: string;
            /** Name with its ending; a random one if it is left out. A file of the same name is replaced, which caches may notice late. */
            fileName?: string;
        };
        /** A file by its address. */
        UploadUrlRequest: {
            /**
             * Format: uri
             * A public address, http or https.
             */
            fileUrl: string;
            /** Folder for the file, without a slash at either end. */
            uploadPath: string;
            /** Name with its ending; a random one if it is left out. A file of the same name is replaced, which caches may notice late. */
            fileName?: string;
        };
        /** A file that a model can be given. */
        UploadedFile: {
            /** Whether the upload worked. */
            success?: boolean;
            /** Name of the file. */
            fileName?: string;
            /** Path of the file, folder and name. */
            filePath?: string;
            /**
             * Format: uri
             * Address of the file, for the input of a model.
             */
            downloadUrl: string;
            /** Size in bytes. */
            fileSize?: number;
            /** Media type. */
            mimeType?: string;
            /** When it was uploaded, ISO 8601. */
            uploadedAt?: string;
        };
    };
    responses: {
        /** The request is malformed. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** Server Error */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** The feature is switched off. */
        FeatureDisabled: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** The generation failed. */
        GenerationFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** The account has too few credits. */
        InsufficientCredits: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** The limit of this sub-key is used up. */
        KeyLimitReached: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** The service is under maintenance. */
        Maintenance: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** The path does not know this method. */
        MethodNotAllowed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** What was asked for does not exist. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** Too many requests. This one was not accepted, and no Retry-After was ever seen. */
        RateLimited: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** The server failed. */
        ServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** The key is missing, wrong, or not allowed to do this. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** The model behind the API gave no result for over ten minutes. */
        UpstreamTimeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** A value was refused. */
        ValidationFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createTask: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** The id of a model. */
                    model: string;
                    /** Where the API posts the result when the task has ended. */
                    callBackUrl?: string;
                    /** The model's input: an object, or a text where the model takes one. */
                    input: object | string;
                };
            };
        };
        responses: {
            /** Request successful */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiResponse"] & {
                        data?: components["schemas"]["CreatedTask"] | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["InsufficientCredits"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["UpstreamTimeout"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            433: components["responses"]["KeyLimitReached"];
            455: components["responses"]["Maintenance"];
            500: components["responses"]["Error"];
            501: components["responses"]["GenerationFailed"];
            505: components["responses"]["FeatureDisabled"];
        };
    };
    getCredits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The credits, or the envelope of an error. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiResponse"] & {
                        /** Credits left. Documented as a whole number, recorded with a fraction. */
                        data?: number | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["InsufficientCredits"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["UpstreamTimeout"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            433: components["responses"]["KeyLimitReached"];
            455: components["responses"]["Maintenance"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["GenerationFailed"];
            505: components["responses"]["FeatureDisabled"];
        };
    };
    createDownloadLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DownloadLinkRequest"];
            };
        };
        responses: {
            /** The link, or the envelope of an error. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiResponse"] & {
                        /**
                         * Format: uri
                         * The link, as a bare string.
                         */
                        data?: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["InsufficientCredits"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["UpstreamTimeout"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            433: components["responses"]["KeyLimitReached"];
            455: components["responses"]["Maintenance"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["GenerationFailed"];
            505: components["responses"]["FeatureDisabled"];
        };
    };
    uploadFileStream: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadStreamRequest"];
            };
        };
        responses: {
            /** The file, or the envelope of an error. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["InsufficientCredits"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["UpstreamTimeout"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            433: components["responses"]["KeyLimitReached"];
            455: components["responses"]["Maintenance"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["GenerationFailed"];
            505: components["responses"]["FeatureDisabled"];
        };
    };
    uploadFileBase64: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UploadBase64Request"];
            };
        };
        responses: {
            /** The file, or the envelope of an error. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["InsufficientCredits"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["UpstreamTimeout"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            433: components["responses"]["KeyLimitReached"];
            455: components["responses"]["Maintenance"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["GenerationFailed"];
            505: components["responses"]["FeatureDisabled"];
        };
    };
    uploadFileUrl: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UploadUrlRequest"];
            };
        };
        responses: {
            /** The file, or the envelope of an error. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["InsufficientCredits"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["UpstreamTimeout"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            433: components["responses"]["KeyLimitReached"];
            455: components["responses"]["Maintenance"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["GenerationFailed"];
            505: components["responses"]["FeatureDisabled"];
        };
    };
    getTask: {
        parameters: {
            query: {
                /** The id that createTask answered. Any text; recorded ids have 32 hexadecimal digits. */
                taskId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The task, or the envelope of an error. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiResponse"] & {
                        /** The task; null in an error, and then the code says why. */
                        data?: components["schemas"]["TaskRecord"] | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["InsufficientCredits"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["UpstreamTimeout"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            433: components["responses"]["KeyLimitReached"];
            455: components["responses"]["Maintenance"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["GenerationFailed"];
            505: components["responses"]["FeatureDisabled"];
        };
    };
}
