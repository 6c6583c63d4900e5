using System.CommandLine;
using System.Text.Json;
using Saker.Data;
using Saker.Data.Sources;
using Saker.Learning.Models;
using Saker.Platform.Serving.Explaining;

namespace Saker.Cli.Commands.Explain;

/// <summary>How commands are told which rows to explain, and which to compare with; columns have the types of the model.</summary>
internal sealed class ExplainedRows
{
    private readonly Option<string?> _row = new("--row") { Description = "The row to explain, as a JSON object of its columns." };
    private readonly Option<string?> _data = new("--data") { Description = "A file with the rows to explain: CSV, JSON, JSON Lines or Parquet." };
    private readonly Option<string?> _background = new("--background") { Description = "A file with rows to compare with. Default: those recorded with the version." };

    public void AddTo(Command command)
    {
        command.Options.Add(_row);
        command.Options.Add(_data);
        command.Options.Add(_background);
    }

    /// <exception cref="SakerException">Neither or both are given, or they cannot be read.</exception>
    public async Task<Table> ReadAsync(ParseResult parsed, Signature signature, CancellationToken cancellationToken)
    {
        var (row, data) = (parsed.GetValue(_row), parsed.GetValue(_data));
        if (row is null == data is null)
            throw new SakerException(ErrorKind.InvalidInput, "Give either --row '{\"column\": value, ...}' or --data FILE.", "--row");
        return row is not null ? Parse(row, signature) : await ReadAsync(data!, signature, cancellationToken);
    }

    public async Task<Table?> ReadBackgroundAsync(ParseResult parsed, Signature signature, CancellationToken cancellationToken) =>
        parsed.GetValue(_background) is { } path ? await ReadAsync(path, signature, cancellationToken) : null;

    /// <exception cref="SakerException">There are none.</exception>
    public async Task<Table> RequireBackgroundAsync(ParseResult parsed, ExplainableVersion version, CancellationToken cancellationToken) =>
        await ReadBackgroundAsync(parsed, version.Model.Signature, cancellationToken) ?? version.Examples
        ?? throw new SakerException(ErrorKind.InvalidInput, $"{version.Version.Reference} has no rows recorded to compare with; give some with --background FILE.", "--background");

    /// <summary>The columns of the model that a file has, in its types, and all others.</summary>
    public static async Task<Table> ReadAsync(string path, Signature signature, CancellationToken cancellationToken)
    {
        // First what is there: a type may be declared only for a column that is.
        var there = await DataSources.Open(path).ReadAllAsync(cancellationToken);
        var types = signature.Inputs.Where(input => there.Find(input.Name) is { } column && column.Type != input.Type).ToDictionary(input => input.Name, input => (object?)input.Type.Name());
        return types.Count == 0 ? there : await DataSources.Open(path, new Dictionary<string, object?> { ["columns"] = types }).ReadAllAsync(cancellationToken);
    }

    private static Table Parse(string json, Signature signature)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return AskedRows.Read([document.RootElement], signature, "--row");
        }
        catch (JsonException exception)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"--row is no JSON object of columns: {exception.Message}", "--row", exception);
        }
    }
}
