namespace Saker.Data.Checks.Proposals;

/// <summary>Whether a proposed check of one column of numbers would fail on others. Of kinds that look at neighbours or at other columns it is not asked.</summary>
internal static class NumberTrial
{
    public static bool Tells(CheckDraft draft, double[] numbers) => draft.Kind switch
    {
        "range" => Wrong(numbers, number => number < Key(draft, "min", double.MinValue) || number > Key(draft, "max", double.MaxValue)) > 1 - Key(draft, "mostly", 1),
        // Of which rows a condition lets it tell is not known here.
        _ when draft.Keys.Any(pair => pair.Key == "where") => false,
        DecimalsCheck.Kind => Wrong(numbers, number => !Places(draft, "min").Holds(number) || !Places(draft, "max").Holds(number)) > 1 - Key(draft, "mostly", 1),
        "in_set" => Set(draft) is var set && Wrong(numbers, number => !set.Contains(number)) > 1 - Key(draft, "mostly", 1),
        "mean" => IsOutside(draft, Numbers.Mean(numbers)),
        "quantile" => IsOutside(draft, new Ranked(numbers).Quantile(Key(draft, "quantile", 0.5))),
        _ => false,
    };

    private static double Wrong(double[] numbers, Func<double, bool> isWrong) => numbers.Length == 0 ? 0 : (double)numbers.Count(isWrong) / numbers.Length;

    private static bool IsOutside(CheckDraft draft, double value) => value < Key(draft, "min", double.MinValue) || value > Key(draft, "max", double.MaxValue);

    private static NumberHabit Places(CheckDraft draft, string key) => new(DecimalsCheck.Kind, key, Key(draft, key, key == "min" ? 0 : double.MaxValue));

    private static HashSet<double> Set(CheckDraft draft) =>
        [.. ((IEnumerable<string>)draft.Keys.First(pair => pair.Key == "values").Value).Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];

    private static double Key(CheckDraft draft, string key, double absent) =>
        draft.Keys.FirstOrDefault(pair => pair.Key == key).Value is { } value ? Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture) : absent;
}
