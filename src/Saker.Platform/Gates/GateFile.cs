using System.Text.Encodings.Web;
using System.Text.Json;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Platform.Registry.Verdicts;

namespace Saker.Platform.Gates;

/// <summary>
/// Gates as a file of their own, or as the body of a request: the gates, and where the answers are:
/// <code>
/// target: {column: Churn, positive: "Yes"}
/// gates:
///   scores: {roc_auc: {min: 0.8}}
/// </code>
/// Where the answers are numbers or several classes, the target has <c>task: regression</c> or <c>task: classification</c> in place of <c>positive</c>. With <c>fairness: true</c> or <c>behaviour: true</c> that block of the file is meant. A pipeline file is read too; only these of its keys count.
/// </summary>
public sealed record GateFile
{
    private const string GatesKey = "gates";
    private const string TargetKey = "target";
    private const string PipelineKey = "pipeline";
    private static readonly string[] s_blocks = ["fairness", "behaviour"];

    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required GateSuite Suite { get; init; }

    /// <summary>The target column; null where it is said elsewhere.</summary>
    public string? Target { get; init; }

    /// <summary>The answer that counts as positive.</summary>
    public string? Positive { get; init; }

    /// <summary>What the answers are: two classes, several, or numbers.</summary>
    public ScoreTask Task { get; init; } = ScoreTask.Binary;

    /// <summary>Gates and target as JSON, which <see cref="Parse"/> reads again.</summary>
    public string Text => JsonSerializer.Serialize(Target is null && Positive is null && Task == ScoreTask.Binary ? Suite.Blocks : new Dictionary<string, object?>(Suite.Blocks) { [TargetKey] = Answers() }, s_json);

    /// <summary>Reads YAML or JSON: a mapping with <c>gates</c>, or the gates themselves.</summary>
    /// <exception cref="SakerException">It is neither, or holds what is not understood; all problems are told, with their lines.</exception>
    public static GateFile Parse(string text)
    {
        var yaml = YamlText.Parse(text);
        var problems = new List<Problem>();
        var values = yaml.Values.ContainsKey(GatesKey) || yaml.Values.ContainsKey(PipelineKey) ? yaml.Values : new Dictionary<string, object?> { [GatesKey] = yaml.Values };
        var file = Read(new Settings(values, "", problems));
        return problems.Count == 0 ? file : throw new SakerException(
            ErrorKind.InvalidInput, "The gates cannot be read:", [.. problems.Select(problem => problem.AtLine(yaml.LineOf(problem.Field)))]);
    }

    /// <summary>The requirement with these gates, and the answers that they are asked of.</summary>
    /// <exception cref="SakerException">A positive answer is named where there are not two.</exception>
    public GateRequirement AddTo(GateRequirement requirement) => Task != ScoreTask.Binary && Positive is { } positive
        ? throw new SakerException(ErrorKind.InvalidInput, $"'{positive}' cannot be the positive answer: the gates are of {(Task == ScoreTask.Regression ? "numbers" : "several classes")}, and no verdict on them has one. Leave it out.", "positive")
        : requirement with { Gates = Text, Suite = Suite.Hash, Target = Target, Positive = Positive, HasNoPositive = Task != ScoreTask.Binary };

    private Dictionary<string, string> Answers() => new (string Key, string? Value)[] { ("column", Target), ("positive", Positive), (GateTask.Key, GateTask.WordOf(Task)) }.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!);

    private static GateFile Read(Settings file)
    {
        var target = file.Section(TargetKey);
        if (!file.Has(GatesKey))
            file.Report(GatesKey, "this is missing; without gates nothing can be judged.");
        var read = new GateFile
        {
            Suite = file.Has(GatesKey) ? GateSuiteText.Read(file.Section(GatesKey), file) : new GateSuite([]),
            Target = target.OptionalText("column"),
            Positive = target.OptionalText("positive"),
            Task = GateTask.Of(file),
        };
        if (target.Has(GateTask.Key))
            target.Choice(GateTask.Key, GateTask.Classification, [GateTask.Classification, GateTask.Regression]);
        if (file.Has(PipelineKey))
            return read;
        target.RejectUnknown();
        foreach (var block in s_blocks)
            file.Has(block);
        file.RejectUnknown();
        return read;
    }
}
