using Saker.Data.Checks;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>
/// A file of JSON: one array of objects, or objects one after another (JSON Lines). Each object is a row; a value that is null or not there is missing.
/// </summary>
/// <remarks>
/// The columns are all names of the file, in the order of their first appearance. Numbers without a fraction are <c>int64</c> where all of a
/// column are, numbers <c>float64</c>, texts <c>text</c>, or <c>date</c> or <c>timestamp</c> where all of a column are such; where values of
/// several kinds meet, the column is <c>text</c>, as the file writes them. A name that stands twice in one object is an error.
/// The file is read twice: for the names, then for the values, which the engine keeps, beyond its memory limit in its temporary folder.
/// </remarks>
public sealed record JsonSource : TextFileSource
{
    /// <summary>What becomes of an object inside a record.</summary>
    public JsonNesting Nesting { get; init; }

    /// <summary>A record nested deeper is an error.</summary>
    public int MaxDepth { get; init; } = 64;

    internal static JsonSource Create(Settings settings, string key, string folder) => WithText(
        new JsonSource
        {
            Path = settings.FilePath(key, folder),
            Nesting = settings.Choice("nested", "columns", "columns", "text") == "text" ? JsonNesting.Text : JsonNesting.Columns,
            MaxDepth = settings.Integer("max_depth", 64, 1, 1_000),
        }.With(settings, folder),
        settings);

    internal override CheckTarget OpenOn(SqlConnection connection, CancellationToken cancellationToken)
    {
        using var text = PlainText.Open(this, cancellationToken);
        var names = JsonNames.Read(this, text.FullPath, cancellationToken);
        var rows = new StagedRows(Name, names, connection, isTextTyped: false, cancellationToken);
        try
        {
            JsonCells.Copy(this, text.FullPath, rows, cancellationToken);
            rows.Finish(cancellationToken);
        }
        catch
        {
            rows.Dispose();
            throw;
        }
        return TextTarget.Open(this, rows, connection, cancellationToken);
    }
}
