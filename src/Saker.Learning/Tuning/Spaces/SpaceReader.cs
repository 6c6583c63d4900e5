using Saker.Data;

namespace Saker.Learning.Tuning.Spaces;

/// <summary>
/// Reads a space as people write it: <c>{from: 0.01, to: 0.3, log: true}</c>, <c>{from: 2, to: 8, step: 1}</c>,
/// <c>{choose: [gini, entropy]}</c>, each with <c>when: {other: value}</c> where it depends on another one.
/// </summary>
public static class SpaceReader
{
    /// <summary>Reads a mapping from names to ranges; what is wrong is added to the settings' problems.</summary>
    public static SearchSpace Read(Settings space)
    {
        var parameters = space.Keys().Select(name => Read(space, name)).OfType<SearchParameter>().ToList();
        return Create(parameters, space);
    }

    /// <summary>The space of parameters that were read one by one; what is wrong with them together is added to the problems of <paramref name="place"/>.</summary>
    public static SearchSpace Create(IReadOnlyList<SearchParameter> parameters, Settings place)
    {
        var problems = new List<Problem>();
        var space = SearchSpace.Create(parameters, problems);
        foreach (var problem in problems)
            place.Report(problem.Field, problem.Message);
        return space;
    }

    /// <summary>Whether a value is written as a range to search rather than as one value.</summary>
    public static bool IsRange(object? value) => value is IReadOnlyDictionary<string, object?> map && (map.ContainsKey("from") || map.ContainsKey("to") || map.ContainsKey("choose"));

    /// <summary>Reads one parameter; null, with the reason reported, when it is none.</summary>
    public static SearchParameter? Read(Settings space, string name)
    {
        if (!IsRange(space.Value(name)))
        {
            space.Report(name, "a range is needed here: {from: 0.01, to: 0.3} or {choose: [a, b]}.");
            return null;
        }
        var range = space.Section(name);
        var before = range.Problems.Count;
        SearchParameter parameter = range.Has("choose") ? Choice(range, name) : Number(range, name);
        range.RejectUnknown();
        return range.Problems.Count == before ? parameter : null;
    }

    private static ChoiceParameter Choice(Settings range, string name)
    {
        var choices = range.Value("choose") as IReadOnlyList<object?> ?? [];
        if (choices.Count == 0 || choices.Any(choice => choice is not (string or bool or long or double)))
            range.Report("choose", "a list of texts, numbers or flags is needed here.");
        return new ChoiceParameter { Name = name, When = Condition(range), Choices = [.. choices.OfType<object>()] };
    }

    private static NumberParameter Number(Settings range, string name)
    {
        var (from, to, step) = (range.OptionalNumber("from"), range.OptionalNumber("to"), range.OptionalNumber("step"));
        if (!range.Has("from") || !range.Has("to"))
            range.Report(range.Has("from") ? "to" : "from", "a range needs both 'from' and 'to'.");
        return new NumberParameter
        {
            Name = name,
            When = Condition(range),
            From = from ?? 0,
            To = to ?? 1,
            Step = step,
            IsLog = range.Flag("log", fallback: false),

            // A range that is written in whole numbers and stepped by them has no others.
            IsWhole = range.Flag("whole", fallback: range.Value("from") is long && range.Value("step") is long),
        };
    }

    private static ParameterCondition? Condition(Settings range)
    {
        if (!range.Has("when"))
            return null;
        var when = range.Section("when");
        if (when.Keys() is not [var parent])
        {
            range.Report("when", "one other parameter with its value is needed here: {other: value}, {other: [a, b]} or {other: {from: 1, to: 2}}.");
            return null;
        }
        if (when.Value(parent) is not IReadOnlyDictionary<string, object?>)
            return new ParameterCondition { Parameter = parent, Values = [.. (when.Value(parent) as IReadOnlyList<object?> ?? [when.Value(parent)]).OfType<object>()] };
        var bounds = when.Section(parent);
        var condition = new ParameterCondition { Parameter = parent, From = bounds.Number("from", double.NegativeInfinity), To = bounds.Number("to", double.PositiveInfinity) };
        bounds.RejectUnknown();
        return condition;
    }
}
