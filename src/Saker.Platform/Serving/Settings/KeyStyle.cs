namespace Saker.Platform.Serving.Settings;

/// <summary>How the keys of settings are spelled: <c>max_rows</c> in YAML files, <c>maxRows</c> in JSON.</summary>
internal enum KeyStyle
{
    Yaml,
    Json,
}
