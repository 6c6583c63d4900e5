namespace Saker.Dashboard.Layout;

/// <summary>What people type, as values of filters.</summary>
internal static class FilterTexts
{
    /// <summary>A pattern for ILIKE, quoted, of all that contains the text as it stands.</summary>
    public static string Containing(string text) =>
        $"'%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}%'";
}
