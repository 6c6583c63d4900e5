using System.CommandLine;
using System.CommandLine.Parsing;
using Saker.Data;
using Saker.Learning.Fairness;

namespace Saker.Cli.Commands;

/// <summary>What <c>saker fairness</c> is asked, by options or by a file with a <c>fairness</c> block.</summary>
internal sealed class FairnessOptions
{
    private readonly Option<string> _data = new("--data") { Description = "The rows: any source, with the target and the protected columns.", Required = true };
    private readonly Option<string> _target = new("--target") { Description = "The column that holds what really was.", Required = true };
    private readonly Option<string?> _positive = new("--positive") { Description = "Its positive value; a model knows its own." };
    private readonly Option<string?> _predictions = new("--predictions") { Description = "A file with a prediction a row of the data, in order: a column 'label', or 'probability'." };
    private readonly Option<double> _threshold = new("--threshold") { Description = "A row of predictions without labels is positive from this probability on.", DefaultValueFactory = _ => 0.5 };
    private readonly Option<string[]> _protected = new("--protected") { Description = "An attribute that must not decide: sex, age>25 (two groups of a number), sex*race (both together), sex=Male (the privileged group). May be given several times." };
    private readonly Option<string[]> _limits = new("--limit") { Description = "What a measure may be: statistical_parity_difference=0.1, disparate_impact=0.8..1.25. May be given several times." };
    private readonly Option<string?> _favourable = new("--favourable") { Description = "The label that people wish for. Default: the positive one." };
    private readonly Option<int?> _minGroup = new("--min-group") { Description = "Groups with fewer rows are marked and not judged. Default: 30." };
    private readonly Option<string?> _plan = new("--plan") { Description = "Read protected, limits and the rest from a YAML file instead, as the block 'fairness' of a pipeline file has them." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_data, _target, _positive, _predictions, _threshold, _protected, _limits, _favourable, _minGroup, _plan])
            command.Options.Add(option);
    }

    public string DataOf(ParseResult parsed) => parsed.GetValue(_data)!;

    public string TargetOf(ParseResult parsed) => parsed.GetValue(_target)!;

    public string? PredictionsOf(ParseResult parsed) => parsed.GetValue(_predictions);

    public double ThresholdOf(ParseResult parsed) => parsed.GetValue(_threshold);

    /// <exception cref="SakerException">It was not given.</exception>
    public string PositiveOf(ParseResult parsed) => parsed.GetValue(_positive) ?? throw new SakerException(ErrorKind.InvalidInput, "Without a model the positive value of the target must be named: --positive VALUE.", "--positive");

    /// <exception cref="SakerException">The file or the options say what is not understood; all of it is told.</exception>
    public async Task<FairnessPlan> PlanAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        var values = parsed.GetValue(_plan) is { } file ? await ReadAsync(file, cancellationToken) : FromOptions(parsed);
        var plan = FairnessSettings.Read(new Settings(values, "fairness", problems));
        return problems.Count == 0 ? plan : throw new SakerException(ErrorKind.InvalidInput, "What is asked is not understood:", problems);
    }

    // The same keys as in a file, so that both are read in one place.
    private Dictionary<string, object?> FromOptions(ParseResult parsed)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["protected"] = (parsed.GetValue(_protected) ?? []).Select(text => (object?)FairnessSettings.Write(ProtectedAttribute.Parse(text))).ToList(),
            ["limits"] = (parsed.GetValue(_limits) ?? []).Select(ReadLimit).ToDictionary(StringComparer.Ordinal),
        };
        if (parsed.GetValue(_favourable) is { } favourable)
            values["favourable"] = favourable;
        if (parsed.GetValue(_minGroup) is { } minGroup)
            values["min_group"] = (long)minGroup;
        return values;
    }

    private static KeyValuePair<string, object?> ReadLimit(string text)
    {
        var parts = text.Split('=', 2);
        var numbers = parts.Length == 2 ? parts[1].Split("..").Select(number => double.TryParse(number, System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : (double?)null).ToList() : [];
        return numbers.Count is 1 or 2 && numbers.TrueForAll(number => number is not null)
            ? KeyValuePair.Create(parts[0], (object?)numbers.Select(number => (object?)number).ToList())
            : throw new SakerException(ErrorKind.InvalidInput, $"--limit is '{text}'; write it as disparate_impact=0.8..1.25 or statistical_parity_difference=0.1.", "--limit");
    }

    private static async Task<IReadOnlyDictionary<string, object?>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            var values = YamlText.Parse(await File.ReadAllTextAsync(file, cancellationToken)).Values;
            return values.TryGetValue("fairness", out var block) && block is IReadOnlyDictionary<string, object?> inner ? inner : values;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.NotFound, $"'{file}' cannot be read: {exception.Message}", "--plan", exception);
        }
    }
}
