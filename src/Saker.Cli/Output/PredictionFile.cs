using System.Globalization;
using Saker.Data;

namespace Saker.Cli.Output;

/// <summary>Writes predictions as CSV: the row's number, the columns kept of the file, the outputs of the model, and the error of rows that have none.</summary>
internal static class PredictionFile
{
    /// <exception cref="SakerException">There is a folder of that name, or no folder to write into.</exception>
    public static void RequireWritable(string path)
    {
        if (Directory.Exists(path))
            throw new SakerException(ErrorKind.InvalidInput, $"The predictions cannot be written to '{path}': this is a folder; name a file in it.", "output");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new SakerException(ErrorKind.InvalidInput, $"The predictions cannot be written to '{path}': there is no folder '{folder}'.", "output");
    }

    public static async Task WriteAsync(string path, IReadOnlyList<string> outputs, IReadOnlyList<ScoredRow> rows, IReadOnlyList<Column<string>> kept, bool withErrors, CancellationToken cancellationToken)
    {
        try
        {
            await using var writer = new StreamWriter(path);
            await WriteLineAsync(["row", .. kept.Select(column => column.Name), .. outputs, .. withErrors ? ["error"] : Array.Empty<string>()]);
            for (var i = 0; i < rows.Count; i++)
            {
                var row = rows[i];
                await WriteLineAsync(
                [
                    row.Row.ToString(CultureInfo.InvariantCulture),
                    .. kept.Select(column => column.Values.Span[i]),
                    .. row.Answers?.Select(ScoredRow.Exact) ?? outputs.Select(_ => ""),
                    .. withErrors ? [row.Error ?? ""] : Array.Empty<string>(),
                ]);
            }

            Task WriteLineAsync(IEnumerable<string> cells) => writer.WriteLineAsync(string.Join(',', cells.Select(Quoted)).AsMemory(), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"The predictions cannot be written to '{path}': {exception.Message}", "output", exception);
        }
    }

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
