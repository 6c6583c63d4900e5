using Saker.Data;
using Saker.Learning.Behaviour;
using Saker.Learning.Fairness;
using Saker.Learning.Scores;
using Saker.Platform.Gates.Kinds;
using Saker.Platform.Registry;

namespace Saker.Platform.Gates;

/// <summary>
/// Reads gates as they are written:
/// <code>
/// scores: {roc_auc: {min: 0.8, by: low}, log_loss: {max: 0.5}}
/// segments: [{column: Contract, score: roc_auc, min: 0.7}]
/// fairness: {protected: [gender], limits: {disparate_impact: 0.8}}
/// behaviour: {tests: [{test: determinism}]}
/// calibration: {max: 0.05}
/// latency: {p99_ms: 5}
/// size: {max_mib: 10}
/// champion: {alias: champion, score: roc_auc, margin: 0.01}
/// </code>
/// </summary>
internal static class GateSuiteText
{
    private static readonly string[] s_blocks = ["gates", "fairness", "behaviour"];

    private const int MaxGateCount = 200;
    private const int DefaultMinRowCount = 50;
    private const int DefaultCallCount = 1_000;
    private const string DefaultAlias = "champion";

    /// <summary>Reads the mapping below <c>gates:</c>. What is wrong is added to its problems.</summary>
    /// <param name="gates">The mapping.</param>
    /// <param name="file">What it stands in: with <c>true</c> for <c>fairness</c> or <c>behaviour</c>, that block of the file is meant.</param>
    public static GateSuite Read(Settings gates, Settings file)
    {
        List<Gate?> read = [];
        var task = GateTask.Of(file);
        ReadScores(gates, task, read);
        foreach (var segment in gates.Sections("segments"))
            read.Add(ReadSegment(segment, task));
        if (gates.Has("fairness"))
            ReadFairness(Block(gates, file, "fairness"), read);
        if (gates.Has("behaviour"))
            read.Add(new BehaviourGate(BehaviourSuiteFile.Read(Block(gates, file, "behaviour"))));
        if (gates.Has("calibration"))
            read.Add(ReadCalibration(gates.Section("calibration")));
        if (gates.Has("latency"))
            read.Add(ReadLatency(gates.Section("latency")));
        if (gates.Has("size"))
            read.Add(ReadSize(gates.Section("size")));
        if (gates.Has("champion"))
            read.Add(ReadChampion(gates.Section("champion"), task));
        gates.RejectUnknown();
        List<Gate> suite = [.. read.OfType<Gate>()];
        foreach (var gate in suite.Where(gate => !gate.Judges(task)))
            gates.Report(gate.Name, $"this is asked of two classes only{GateTask.Words(task)}; leave it out.");
        if (read.Count == 0)
            gates.Report("", "there is no gate; ask for scores, segments, fairness, behaviour, calibration, latency, size or champion.");
        if (suite.Count > MaxGateCount)
            gates.Report("", $"there are {suite.Count} gates; at most {MaxGateCount} are judged.");
        foreach (var twice in suite.GroupBy(gate => gate.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            gates.Report("", $"'{twice.Key}' is asked {twice.Count()} times; ask it once.");
        return new GateSuite(suite, s_blocks.Where(file.Has).ToDictionary(key => key, file.Value, StringComparer.Ordinal));
    }

    /// <summary>The keys of a gate, or those of the file's own block where the gate only says that it shall hold.</summary>
    private static Settings Block(Settings gates, Settings file, string key)
    {
        if (gates.Value(key) is not true)
            return gates.Section(key);
        if (file.Value(key) is IReadOnlyDictionary<string, object?> values)
            // Whoever reads the block itself tells what is wrong with it.
            return new Settings(values, file.PlaceOf(key), file.Has("pipeline") ? [] : file.Problems);
        gates.Report(key, $"there is no '{key}:' in the file whose limits could be meant; write it there, or its keys here.");
        return new Settings(new Dictionary<string, object?>(), gates.PlaceOf(key), []);
    }

    private static void ReadScores(Settings gates, ScoreTask task, List<Gate?> read)
    {
        var scores = gates.Section("scores");
        foreach (var name in scores.Keys())
        {
            var settings = scores.Section(name);
            if (GateScore.Find(task, name) is not { } score)
            {
                scores.Report(name, $"'{name}' is no score{GateTask.Words(task)}; there are: {string.Join(", ", GateScore.NamesOf(task))}.");
                read.Add(null);
                continue;
            }
            read.Add(new ScoreGate(score, Bound.Read(settings, score.Lowest, score.Highest)));
            settings.RejectUnknown();
        }
    }

    private static SegmentGate? ReadSegment(Settings settings, ScoreTask task)
    {
        var columns = settings.Texts("column");
        if (columns.Count == 0)
            settings.Report("column", "this is missing; name the column whose values are the segments, or a list of columns.");
        var score = ReadScore(settings, name => GateScore.Find(task, name), GateScore.NamesOf(task));
        var bound = Bound.Read(settings, score?.Lowest ?? double.NegativeInfinity, score?.Highest ?? double.PositiveInfinity);
        var least = settings.Integer("min_rows", DefaultMinRowCount, 1);
        settings.RejectUnknown();
        return score is null || columns.Count == 0 ? null : new SegmentGate(columns, score, bound, least);
    }

    /// <summary>The same keys as <c>fairness:</c> of a pipeline file; every limit on every attribute is a gate.</summary>
    private static void ReadFairness(Settings settings, List<Gate?> read)
    {
        var plan = FairnessSettings.Read(settings);
        if (plan.Limits.Count == 0)
            settings.Report("limits", "nothing is asked; give a measure a limit, such as 'limits: {disparate_impact: 0.8}'.");
        foreach (var measure in plan.Limits.Keys.Order(StringComparer.Ordinal))
        {
            if (measure == MeasureName.TheilIndex)
                read.Add(new FairnessGate(plan, null, measure));
            else
                read.AddRange((plan.LimitsOnIntersections ? plan.Attributes : plan.Protected).Select(attribute => new FairnessGate(plan, attribute.Name, measure)));
        }
        read.Add(null);
    }

    private static CalibrationGate ReadCalibration(Settings settings)
    {
        var gate = new CalibrationGate(Bound.Read(settings, 0, 1), settings.Integer("bins", Calibration.DefaultBinCount, 2, 1_000));
        settings.RejectUnknown();
        return gate;
    }

    private static LatencyGate? ReadLatency(Settings settings)
    {
        var limit = settings.OptionalNumber("p99_ms", 0);
        if (!settings.Has("p99_ms"))
            settings.Report("p99_ms", "this is missing; give the milliseconds within which 99% of single rows must be answered.");
        var calls = settings.Integer("calls", DefaultCallCount, 100, 100_000);
        settings.RejectUnknown();
        return limit is { } milliseconds ? new LatencyGate(milliseconds, calls) : null;
    }

    private static SizeGate? ReadSize(Settings settings)
    {
        var limit = settings.OptionalNumber("max_mib", 0);
        if (!settings.Has("max_mib"))
            settings.Report("max_mib", "this is missing; give how many MiB the model's graph may have.");
        settings.RejectUnknown();
        return limit is { } size ? new SizeGate(size) : null;
    }

    private static ChampionGate? ReadChampion(Settings settings, ScoreTask task)
    {
        var alias = settings.OptionalText("alias") ?? DefaultAlias;
        var problems = new List<Problem>();
        AliasNames.Check(problems, settings.PlaceOf("alias"), alias);
        foreach (var problem in problems)
            settings.Problems.Add(problem);
        var score = ReadScore(settings, name => ScoreCatalogue.Find(task, name), [.. ScoreCatalogue.For(task).Select(own => own.Name)]);
        var isBetter = settings.Flag("better", false);
        var margin = settings.Number("margin", 0, 0);
        var level = settings.Number("level", Interval.DefaultLevel, 0.5, 0.9999);
        settings.RejectUnknown();
        return score is null ? null : new ChampionGate(alias, score, isBetter, margin, level);
    }

    private static T? ReadScore<T>(Settings settings, Func<string, T?> find, IReadOnlyList<string> names)
        where T : class
    {
        var name = settings.Text("score");
        if (find(name) is { } score)
            return score;
        if (name.Length > 0)
            settings.Report("score", $"'{name}' is no score; there are: {string.Join(", ", names)}.");
        return null;
    }
}
