using System.Globalization;
using System.Text;
using Saker.Data;
using Saker.Learning.Behaviour;
using Saker.Learning.Fairness;
using Saker.Platform.Experiments;
using Saker.Platform.Registry.Verdicts;

namespace Saker.Platform.Registry;

/// <summary>Writes the model card of a registered version: what training wrote, what was judged, and what the registry knows since. Thread-safe.</summary>
public sealed class VersionCards
{
    private const string CardFile = "card.md";
    private const int MaxShown = 100;

    /// <summary>Characters of a written card that are shown.</summary>
    internal const int MaxWritten = 200_000;

    private readonly IRegistryStore _registry;
    private readonly ModelLineage _lineage;
    private readonly IVerdictStore _verdicts;
    private readonly RunReports _reports;
    private readonly Func<string, string> _gates;

    /// <param name="registry">The models.</param>
    /// <param name="lineage">Where versions come from.</param>
    /// <param name="verdicts">What gates said of them.</param>
    /// <param name="reports">What runs logged.</param>
    /// <param name="gates">Writes the report of a verdict as Markdown.</param>
    internal VersionCards(IRegistryStore registry, ModelLineage lineage, IVerdictStore verdicts, RunReports reports, Func<string, string> gates) =>
        (_registry, _lineage, _verdicts, _reports, _gates) = (registry, lineage, verdicts, reports, gates);

    /// <returns>Markdown; pictures are named by where they lie.</returns>
    public async Task<string> WriteAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var origin = await _lineage.GetAsync(version, cancellationToken);
        var pictures = origin.Run is { } run ? await _reports.ListPicturesAsync(run, cancellationToken) : [];
        return await WriteAsync(version, origin, pictures, cancellationToken);
    }

    /// <returns>A page that stands alone: the same text, its pictures inside.</returns>
    public async Task<string> WriteHtmlAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var origin = await _lineage.GetAsync(version, cancellationToken);
        var pictures = origin.Run is { } run ? await _reports.ListPicturesAsync(run, cancellationToken) : [];
        var importance = await CardImportance.FindAsync(version, origin.Run, _reports, cancellationToken);
        return CardHtml.Write(version.Reference, await WriteAsync(version, origin, [], cancellationToken), CardImportance.AddTo(pictures, importance));
    }

    private async Task<string> WriteAsync(ModelVersion version, VersionLineage origin, IReadOnlyList<CardPicture> pictures, CancellationToken cancellationToken)
    {
        var card = new MarkdownWriter();
        var written = await ReadAsync(version, cancellationToken);
        if (written is null)
            AppendTitle(card, version, await _registry.FindAsync(version.Model, cancellationToken));
        else
            card.Raw(written);
        AppendGates(card, version, await _verdicts.FindAsync(version.Model, version.Version, cancellationToken));
        AppendOtherVerdicts(card, await _verdicts.ListAsync(version.Model, version.Version, IVerdictStore.MaxListed, cancellationToken));
        if (origin.Run is { } run && await _reports.FindFairnessAsync(run, cancellationToken) is { } fairness)
            AppendFairness(card, fairness);
        if (origin.Run is { } tried && await _reports.FindBehaviourAsync(tried, cancellationToken) is { } behaviour)
            AppendBehaviour(card, behaviour);
        if (await CardImportance.FindAsync(version, origin.Run, _reports, cancellationToken) is { } importance)
            CardImportance.AppendTo(card, importance);
        if (pictures.Count > 0)
        {
            card.Heading(2, "Pictures");
            foreach (var picture in pictures)
                card.Item($"`{MarkdownWriter.Plain(picture.Path)}` of the run's artifacts");
        }
        AppendRegistry(card, version);
        if (written is null)
            AppendTable(card, "Scores", "score", version.Scores.Select(score => (score.Key, Number(score.Value))));
        AppendOrigin(card, origin);
        if (origin.Run is { } made)
            AppendTable(card, "Parameters of the run", "parameter", made.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));
        AppendMoves(card, version, await _registry.ListAliasMovesAsync(version.Model, cancellationToken));
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

    private static void AppendTitle(MarkdownWriter card, ModelVersion version, RegisteredModel? model)
    {
        card.Heading(1, version.Reference);
        if ((new[] { version.Description, model?.Description }).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)) is { } description)
            card.Line(Plain(description));
    }

    private void AppendGates(MarkdownWriter card, ModelVersion version, GateVerdict? verdict)
    {
        card.Heading(2, "Gates");
        if (verdict is null)
        {
            card.Line($"{Plain(version.Reference)} is not judged by gates.");
            return;
        }
        card.Line(verdict.Passed ? $"All gates are passed; judged {Time(verdict.At)} by {Plain(verdict.By)}." : $"Not passed: {Plain(string.Join(", ", verdict.Failed))}; judged {Time(verdict.At)} by {Plain(verdict.By)}.");
        if (verdict.Override is { } reason)
            card.Line("").Line($"Registered all the same: {Plain(reason)}");
        if (verdict.Report is { } report)
            card.Line("").Raw(_gates(report));
    }

    /// <summary>A later verdict by other gates takes away neither what was failed before nor the reason of an override.</summary>
    private static void AppendOtherVerdicts(MarkdownWriter card, IReadOnlyList<GateVerdict> verdicts)
    {
        var newest = verdicts.DistinctBy(verdict => (verdict.Suite, verdict.Target, verdict.Positive)).Select(verdict => verdict.Id).ToHashSet(StringComparer.Ordinal);
        var others = verdicts.Skip(1).Where(verdict => verdict.Override is not null || newest.Contains(verdict.Id)).Take(MaxShown).ToList();
        if (others.Count == 0)
            return;
        card.Line("").Line("Judged before:").Line("");
        foreach (var verdict in others)
        {
            card.Item($"{Time(verdict.At)} by {Plain(verdict.By)}, gates `{Plain(verdict.Suite[..Math.Min(12, verdict.Suite.Length)])}`: "
                + (verdict.Passed ? "all passed." : $"not passed: {Plain(string.Join(", ", verdict.Failed))}.") + (verdict.Override is { } reason ? $" Registered all the same: {Plain(reason)}" : ""));
        }
    }

    private static void AppendFairness(MarkdownWriter card, FairnessReport report)
    {
        card.Heading(2, "Fairness");
        card.Line($"The favourable answer is '{Plain(report.Favourable)}'; measured on {report.RowCount} rows.").Line("");
        card.Table(
            ["attribute", "group", "beside", "measure", "value", "interval", "limit"],
            report.Attributes.Take(MaxShown).SelectMany(attribute => attribute.Comparisons.SelectMany(comparison => comparison.Measures.Select(measure => (Attribute: attribute, comparison.Group, Measure: measure))))
                .Where(item => !double.IsNaN(item.Measure.Value)).Take(MaxShown)
                .Select(item => (IReadOnlyList<string>)[item.Attribute.Name, item.Group, item.Attribute.Privileged, item.Measure.Name.Replace('_', ' '), Number(item.Measure.Value), item.Measure.Interval.IsKnown ? $"{Number(item.Measure.Interval.Low)} to {Number(item.Measure.Interval.High)}" : "-", Limit(item.Measure)]));
        foreach (var finding in report.Findings.Take(MaxShown))
            card.Item(Plain(finding));
    }

    private static void AppendBehaviour(MarkdownWriter card, BehaviourReport report)
    {
        card.Heading(2, "Behaviour");
        card.Table(
            ["test", "what must hold", "cases", "broken", "outcome"],
            report.Results.Take(MaxShown).Select(result => (IReadOnlyList<string>)[result.Name, result.Description, result.CaseCount.ToString(CultureInfo.InvariantCulture), result.FailureCount.ToString(CultureInfo.InvariantCulture), result.Outcome.ToString().ToLowerInvariant()]));
        foreach (var result in report.Results.Where(result => result.Outcome != BehaviourOutcome.Passed && result.Examples.Count > 0).Take(MaxShown))
            card.Item($"{Plain(result.Name)}: {Plain(result.Examples[0].ToString())}");
    }

    private static string Limit(FairnessMeasure measure) => measure.Limit is not { } limit ? "-" : measure.Verdict switch
    {
        Verdict.Within => $"{limit}, kept",
        Verdict.Outside => $"{limit}, broken",
        _ => $"{limit}, not judged",
    };

    private static void AppendRegistry(MarkdownWriter card, ModelVersion version)
    {
        card.Heading(2, "In the registry");
        card.Item($"Version {Plain(version.Reference)}{(version.Semantic is { } semantic ? $", {semantic}" : "")}, registered {Time(version.CreatedAt)}{(version.RegisteredBy is { } by ? $" by {Plain(by)}" : "")}.");
        if (version.RegistrationOverride is { } reason)
            card.Item($"Registered although its gates did not pass: {Plain(reason)}");
        card.Item(version.Aliases.Count > 0 ? $"Aliases: {Plain(string.Join(", ", version.Aliases))}." : "No alias points at it.");
        if (version.Stage != ModelStage.None)
            card.Item($"Stage: {version.Stage}.{(version.StageOverride is { } own ? $" Gates overridden by {Plain(own.By)}, {Time(own.At)}: {Plain(own.Reason)}" : "")}");
        card.Item(version.HasFiles ? $"Content: SHA-256 `{version.Hash}`." : $"It has no files that Saker can load: {Plain(version.FilesReason ?? "none were registered.")}");
        foreach (var (key, value) in version.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Take(MaxShown))
            card.Item($"{Plain(key)}: {Plain(value)}");
    }

    private static void AppendOrigin(MarkdownWriter card, VersionLineage origin)
    {
        card.Heading(2, "Where it comes from");
        var version = origin.Version;
        card.Item(version.Run is { } run ? $"Run `{run}`{(origin.Run is { } found ? $", {Plain(found.Name)}" : ", which is not here any more")}." : "No run is known.");
        foreach (var input in origin.Run?.Inputs.Datasets ?? [])
            card.Item($"Input of the run: {Plain(input.Dataset.Name)}, digest {Plain(input.Dataset.Digest)}{(input.Context is { } context ? $" ({Plain(context)})" : "")}.");
        card.Item(version.Dataset is { } dataset ? $"Dataset {Plain(dataset)}{(origin.Dataset is { } data ? $", {data.RowCount} rows, SHA-256 `{data.Hash}`" : "")}." : "No dataset is known.");
        card.Item(version.Code is { } code ? $"Code {Plain(code)}." : "No version of the code is known.");
        if (version.Parent is { } parent)
            card.Item($"Made from {Plain(parent.ToString())}{(origin.LostParent is null ? "" : ", which is not here any more")}.");
        if (version.Source is { } source)
            card.Item($"Registered from {Plain(source)}.");
    }

    private static void AppendMoves(MarkdownWriter card, ModelVersion version, IReadOnlyList<AliasMove> moves)
    {
        var own = moves.Where(move => move.To == version.Version).Take(MaxShown).ToList();
        if (own.Count == 0)
            return;
        card.Heading(2, "When it had which alias");
        card.Table(
            ["alias", "from", "until", "moved by", "approved by", "evidence"],
            own.Select(move => (IReadOnlyList<string>)[move.Alias, Time(move.At), move.Until is { } until ? Time(until) : "now", move.By, string.Join(", ", move.ApprovedBy), move.Override is { } reason ? $"{move.Evidence} Gates overridden: {reason}".Trim() : move.Evidence ?? ""]));
    }

    private static void AppendTable(MarkdownWriter card, string heading, string first, IEnumerable<(string Name, string Value)> rows)
    {
        var shown = rows.Take(MaxShown).ToList();
        if (shown.Count > 0)
            card.Heading(2, heading).Table([first, "value"], shown.Select(row => (IReadOnlyList<string>)[row.Name, row.Value]));
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";

    private static string Plain(string text) => MarkdownWriter.Plain(text);
}
