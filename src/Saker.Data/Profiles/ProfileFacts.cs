using System.Globalization;

namespace Saker.Data.Profiles;

/// <summary>What a profile of a column says, in the words that people read: the same on the page and in the terminal.</summary>
public static class ProfileFacts
{
    /// <summary>Monday first, as <see cref="TimeProfile.Weekdays"/>.</summary>
    internal static IReadOnlyList<string> Weekdays { get; } = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    /// <summary>Terms and values, in the order in which they matter.</summary>
    public static IEnumerable<(string Term, string Value)> Of(ColumnProfile column)
    {
        yield return ("missing", column.NullCount == 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"{column.NullCount:N0} ({NumberText.Percent(column.NullShare)})"));
        yield return ("different", string.Create(CultureInfo.InvariantCulture, $"{(column.IsDistinctCountExact ? "" : "about ")}{column.DistinctCount:N0}"));
        foreach (var fact in column.Texts is { } texts ? Of(texts) : Of(column.Numbers!, column.Type))
            yield return fact;
    }

    /// <summary>The range and the middle of a column in one line.</summary>
    public static string Short(ColumnProfile column) => column switch
    {
        { Texts: { } texts } => texts.Top.Count == 0 ? "" : string.Join(", ", texts.Top.Take(3).Select(item => $"{Cut(item.Text)} {NumberText.Percent((double)item.Count / column.Count)}")),
        { Numbers: { Count: > 0 } numbers, Type: ColumnType.Boolean } => $"true {NumberText.Percent(numbers.Mean)}",
        { Numbers: { Count: > 0 } numbers } => $"{NumberText.Of(numbers.Min, column.Type)} .. {NumberText.Of(numbers.Quantile(0.5), column.Type)} .. {NumberText.Of(numbers.Max, column.Type)}",
        _ => "",
    };

    private static IEnumerable<(string Term, string Value)> Of(NumberProfile numbers, ColumnType type)
    {
        if (numbers.Count == 0)
            yield break;
        if (type == ColumnType.Boolean)
        {
            yield return ("true", string.Create(CultureInfo.InvariantCulture, $"{NumberText.Percent(numbers.Mean)}"));
            yield break;
        }
        yield return ("range", $"{NumberText.Of(numbers.Min, type)} to {NumberText.Of(numbers.Max, type)}");
        yield return ("quartiles", $"{NumberText.Of(numbers.Quantile(0.25), type)}, {NumberText.Of(numbers.Quantile(0.5), type)}, {NumberText.Of(numbers.Quantile(0.75), type)}");
        yield return ("mean", NumberText.Of(numbers.Mean, type));
        if (numbers.Times is not null)
            yield break;
        yield return ("standard deviation", NumberText.Of(numbers.StandardDeviation, type));
        if (!double.IsNaN(numbers.Skewness))
            yield return ("skewness, kurtosis", $"{NumberText.Of(numbers.Skewness, type)}, {NumberText.Of(numbers.Kurtosis, type)}");
        if (numbers.ZeroCount is { } zeros && numbers.NegativeCount is { } negatives)
            yield return ("zero, negative", $"{NumberText.Percent((double)zeros / numbers.Count)}, {NumberText.Percent((double)negatives / numbers.Count)}");
        if (numbers.InfiniteCount > 0)
            yield return ("infinite", numbers.InfiniteCount.ToString("N0", CultureInfo.InvariantCulture));
    }

    private static IEnumerable<(string Term, string Value)> Of(TextProfile texts)
    {
        yield return ("characters", string.Create(CultureInfo.InvariantCulture, $"{texts.MinLength} to {texts.MaxLength}{(double.IsNaN(texts.MeanLength) ? "" : $", {NumberText.Of(texts.MeanLength, ColumnType.Float64)} on average")}"));
        if (texts.Lengths is not { } lengths || lengths.Sum() is 0)
            yield break;
        var all = lengths.Sum();
        var classes = Enum.GetValues<CharacterClass>().Where(value => texts.CountContaining(value) > 0).Select(value => $"{value.ToString().ToLowerInvariant()} in {NumberText.Percent((double)texts.CountContaining(value)!.Value / all)}");
        yield return ("made of", string.Join(", ", classes));
    }

    private static string Cut(string text) => text.Length > 24 ? text[..23] + "…" : text;
}
