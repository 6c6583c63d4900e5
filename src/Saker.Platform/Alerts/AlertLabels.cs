namespace Saker.Platform.Alerts;

/// <summary>The labels that every alert has of itself; rules cannot set them.</summary>
internal static class AlertLabels
{
    // Alertmanager's name for it, so that its routes and templates understand ours.
    public const string Rule = "alertname";
    public const string Severity = "severity";
    public const string Signal = "signal";
    public const string Endpoint = "endpoint";
    public const string Version = "version";
    public const string Label = "label";

    public static readonly string[] Own = [Rule, Severity, Signal, Endpoint, Version, Label];

    /// <summary>Whether a label may be called so: as Prometheus and Alertmanager have it.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 100 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
