import type { Shell } from './shells.ts'

// What `apikley complete` answers: a suggestion a line, and lines that begin with a colon for the shell itself. The words
// of the user are handed over as they are: nothing of them is evaluated.
export const scripts: Readonly<Record<Shell, string>> = {
  bash: `# bash completion for apikley
_apikley() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files) compopt -o default 2>/dev/null ;;
      :nospace) compopt -o nospace 2>/dev/null ;;
      *) COMPREPLY+=("$line") ;;
    esac
  done < <(apikley complete bash -- "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
}
complete -F _apikley apikley
`,
  zsh: `#compdef apikley
_apikley() {
  local line
  local -a found suffix
  for line in \${(f)"$(apikley complete zsh -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)"}; do
    case $line in
      :files) _files; return ;;
      :nospace) suffix=(-S '') ;;
      *) found+=("$line") ;;
    esac
  done
  _describe apikley found "\${suffix[@]}"
}
if [ "$funcstack[1]" = "_apikley" ]; then
  _apikley "$@"
else
  compdef _apikley apikley
fi
`,
  fish: `# fish completion for apikley
function __apikley_complete
  set -l words (commandline -opc)
  for line in (apikley complete fish -- $words[2..-1] (commandline -ct) 2>/dev/null)
    switch $line
      case :files
        __fish_complete_path (commandline -ct)
      case :nospace
      case '*'
        echo $line
    end
  end
end
complete -c apikley -f -a '(__apikley_complete)'
`,
}
