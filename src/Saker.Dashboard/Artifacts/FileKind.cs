namespace Saker.Dashboard.Artifacts;

/// <summary>How a file can be shown, by its name.</summary>
public enum FileKind
{
    /// <summary>Only as a download.</summary>
    Other,
    Text,
    Json,

    /// <summary>Rows of separated values.</summary>
    Table,
    Picture,

    /// <summary>HTML, which is shown where it can do nothing.</summary>
    Report,
}
