using System.Globalization;
using System.Text;

namespace Saker.Platform.Registry;

/// <summary>Writes the model card of a registered version: what training wrote, and what the registry knows since. Thread-safe.</summary>
public sealed class VersionCards(IRegistryStore registry, ModelLineage lineage)
{
    private const string CardFile = "card.md";
    private const int MaxShown = 100;

    /// <summary>Characters of a written card that are shown.</summary>
    internal const int MaxWritten = 200_000;

    /// <returns>Markdown.</returns>
    public async Task<string> WriteAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var origin = await lineage.GetAsync(version, cancellationToken);
        var model = await registry.FindAsync(version.Model, cancellationToken);
        var written = await ReadAsync(version, cancellationToken);
        var card = new StringBuilder();
        if (written is null)
            AppendTitle(card, version, model);
        else
            card.Append(written.TrimEnd()).Append('\n');
        AppendRegistry(card, version);
        if (written is null)
            AppendTable(card, "Scores", "score", version.Scores.Select(score => (score.Key, score.Value.ToString("0.######", CultureInfo.InvariantCulture))));
        AppendOrigin(card, origin);
        if (origin.Run is { } run)
            AppendTable(card, "Parameters of the run", "parameter", run.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));
        AppendMoves(card, version, await registry.ListAliasMovesAsync(version.Model, cancellationToken));
        return card.ToString();
    }

    private static async Task<string?> ReadAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var file = version.Folder is { } folder ? Path.Combine(folder, CardFile) : null;
        if (!File.Exists(file))
            return null;
        // Whoever trained it wrote it, and may have written anything.
        using var reader = new StreamReader(file, Encoding.UTF8);
        var buffer = new char[MaxWritten];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken);
        var text = new string(buffer, 0, length > 0 && char.IsHighSurrogate(buffer[length - 1]) ? length - 1 : length);
        return reader.Peek() < 0 ? text : $"{text}\n\nThe card is longer; the rest is in the version's {CardFile}.\n";
    }

    private static void AppendTitle(StringBuilder card, ModelVersion version, RegisteredModel? model)
    {
        Line(card, $"# {Plain(version.Reference)}");
        foreach (var text in new[] { version.Description, model?.Description })
        {
            if (string.IsNullOrWhiteSpace(text))
                continue;
            Line(card, "");
            Line(card, Plain(text));
            break;
        }
    }

    private static void AppendRegistry(StringBuilder card, ModelVersion version)
    {
        Heading(card, "In the registry");
        Line(card, $"- Version {Plain(version.Reference)}{(version.Semantic is { } semantic ? $", {semantic}" : "")}, registered {Time(version.CreatedAt)}{(version.RegisteredBy is { } by ? $" by {Plain(by)}" : "")}.");
        Line(card, version.Aliases.Count > 0 ? $"- Aliases: {Plain(string.Join(", ", version.Aliases))}." : "- No alias points at it.");
        if (version.Stage != ModelStage.None)
            Line(card, $"- Stage: {version.Stage}.");
        Line(card, version.HasFiles ? $"- Content: SHA-256 `{version.Hash}`." : $"- It has no files that Saker can load: {Plain(version.FilesReason ?? "none were registered.")}");
        foreach (var (key, value) in version.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Take(MaxShown))
            Line(card, $"- {Plain(key)}: {Plain(value)}");
    }

    private static void AppendOrigin(StringBuilder card, VersionLineage origin)
    {
        Heading(card, "Where it comes from");
        var version = origin.Version;
        Line(card, version.Run is { } run ? $"- Run `{run}`{(origin.Run is { } found ? $", {Plain(found.Name)}" : ", which is not here any more")}." : "- No run is known.");
        foreach (var input in origin.Run?.Inputs.Datasets ?? [])
            Line(card, $"- Input of the run: {Plain(input.Dataset.Name)}, digest {Plain(input.Dataset.Digest)}{(input.Context is { } context ? $" ({Plain(context)})" : "")}.");
        Line(card, version.Dataset is { } dataset ? $"- Dataset {Plain(dataset)}{(origin.Dataset is { } data ? $", {data.RowCount} rows, SHA-256 `{data.Hash}`" : "")}." : "- No dataset is known.");
        Line(card, version.Code is { } code ? $"- Code {Plain(code)}." : "- No version of the code is known.");
        if (version.Parent is { } parent)
            Line(card, $"- Made from {Plain(parent.ToString())}{(origin.LostParent is null ? "" : ", which is not here any more")}.");
        if (version.Source is { } source)
            Line(card, $"- Registered from {Plain(source)}.");
    }

    private static void AppendMoves(StringBuilder card, ModelVersion version, IReadOnlyList<AliasMove> moves)
    {
        var own = moves.Where(move => move.To == version.Version).Take(MaxShown).ToList();
        if (own.Count == 0)
            return;
        Heading(card, "When it had which alias");
        Line(card, "| alias | from | until | moved by | approved by | evidence |");
        Line(card, "|---|---|---|---|---|---|");
        foreach (var move in own)
            Line(card, $"| {Plain(move.Alias)} | {Time(move.At)} | {(move.Until is { } until ? Time(until) : "now")} | {Plain(move.By)} | {Plain(string.Join(", ", move.ApprovedBy))} | {Plain(move.Evidence ?? "")} |");
    }

    private static void AppendTable(StringBuilder card, string heading, string first, IEnumerable<(string Name, string Value)> rows)
    {
        var shown = rows.Take(MaxShown).ToList();
        if (shown.Count == 0)
            return;
        Heading(card, heading);
        Line(card, $"| {first} | value |");
        Line(card, "|---|---|");
        foreach (var (name, value) in shown)
            Line(card, $"| {Plain(name)} | {Plain(value)} |");
    }

    private static void Heading(StringBuilder card, string text)
    {
        Line(card, "");
        Line(card, $"## {text}");
        Line(card, "");
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";

    // What a client wrote may not change the page: no line breaks, and what Markdown or HTML would read is escaped.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is '\\' or '|' or '<' or '>' or '*' or '_' or '`' or '[' or ']' or '#' or '&')
                plain.Append('\\');
            plain.Append(char.IsControl(character) ? ' ' : character);
        }
        return plain.ToString();
    }

    private static void Line(StringBuilder card, string line) => card.Append(line).Append('\n');
}
