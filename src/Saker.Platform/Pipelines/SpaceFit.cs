using Saker.Data;
using Saker.Learning.Trainers;
using Saker.Learning.Tuning.Spaces;

namespace Saker.Platform.Pipelines;

/// <summary>Tries whether a trainer takes what would be searched, so that a range that it does not take is refused before anything runs.</summary>
internal static class SpaceFit
{
    /// <summary>Reports what the trainer does not take, and finds which settings are whole numbers.</summary>
    /// <param name="candidate">The candidate's mapping.</param>
    /// <param name="constants">The trainer's name and the settings that are not searched.</param>
    /// <param name="parameters">What would be searched.</param>
    public static List<SearchParameter> Fit(Settings candidate, IReadOnlyDictionary<string, object?> constants, IReadOnlyList<SearchParameter> parameters)
    {
        // What is wrong with the rest of the candidate is told once, whatever is tried.
        var rest = Try(constants, null, null);
        foreach (var problem in rest)
            candidate.Report(problem.Field, problem.Message);
        var fitted = new List<SearchParameter>();
        foreach (var parameter in parameters)
        {
            var faults = Ends(parameter).SelectMany(end => Try(constants, parameter.Name, end.Value).Except(rest).Select(problem => (end.Key, problem.Message))).Distinct().ToList();
            foreach (var (key, message) in faults.DistinctBy(fault => fault.Message))
                candidate.Report(message.Contains("not known here", StringComparison.Ordinal) ? parameter.Name : $"{parameter.Name}.{key}", message);

            // A setting that takes both ends but not what lies between them is a whole number.
            fitted.Add(faults.Count == 0 && parameter is NumberParameter { IsWhole: false } number && Try(constants, number.Name, Between(number)).Except(rest).Any() ? number with { IsWhole = true } : parameter);
        }
        return fitted;
    }

    private static IEnumerable<(string Key, object Value)> Ends(SearchParameter parameter) => parameter switch
    {
        NumberParameter number => [("from", Plain(number.From)), ("to", Plain(number.To))],
        ChoiceParameter choice => choice.Choices.Select(value => ("choose", value)),
        _ => [],
    };

    // As a file would have it: whole numbers are long.
    private static object Plain(double number) => number == Math.Floor(number) && Math.Abs(number) < 1e15 ? (object)(long)number : number;

    private static double Between(NumberParameter number) => number.From + Math.Min(0.5, (number.To - number.From) / 2);

    private static List<Problem> Try(IReadOnlyDictionary<string, object?> constants, string? name, object? value)
    {
        var values = new Dictionary<string, object?>(constants, StringComparer.Ordinal);
        if (name is not null)
            values[name] = value;
        var problems = new List<Problem>();
        TrainerCatalogue.Create(new Settings(values, "", problems));
        return problems;
    }
}
