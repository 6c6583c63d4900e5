using System.Globalization;
using Saker.Data;

namespace Saker.Learning.Tuning.Spaces;

/// <summary>One of a few values. Numbers that ascend are taken to have an order, so that neighbours tell of each other; anything else has none.</summary>
public sealed record ChoiceParameter : SearchParameter
{
    /// <summary>The most choices of one parameter.</summary>
    public const int MaxChoices = 1000;

    /// <summary>Text, bool, long or double; all different.</summary>
    public required IReadOnlyList<object> Choices { get; init; }

    internal override int? ValueCount => Choices.Count;

    internal override bool IsUnordered => !Choices.All(choice => choice is long or double)
        || Enumerable.Range(1, Choices.Count - 1).Any(i => NumberOf(Choices[i - 1]) >= NumberOf(Choices[i]));

    internal override IEnumerable<Problem> Faults()
    {
        if (Choices.Count is 0 or > MaxChoices)
            yield return new Problem("choose", $"there must be 1 to {MaxChoices} choices; there are {Choices.Count}.");
        foreach (var twice in Choices.GroupBy(ParameterText.Of, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return new Problem("choose", $"'{twice.Key}' is there {twice.Count()} times.");
    }

    internal override double Snap(double share) => CoordinateAt(Math.Clamp((int)(share * Choices.Count), 0, Choices.Count - 1));

    internal override object ValueAt(double coordinate) => Choices[IsUnordered ? (int)coordinate : (int)(coordinate * Choices.Count)];

    internal override double CoordinateOf(object value)
    {
        var text = ParameterText.Of(value);
        for (var i = 0; i < Choices.Count; i++)
        {
            if (ParameterText.Of(Choices[i]) == text)
                return CoordinateAt(i);
        }
        return double.NaN;
    }

    internal override object Typed(object value)
    {
        var text = ParameterText.Of(value);
        return Choices.First(choice => ParameterText.Of(choice) == text);
    }

    private protected override Dictionary<string, object?> DescribeRange() => new() { ["choose"] = Choices.Cast<object?>().ToList() };

    private static double NumberOf(object choice) => Convert.ToDouble(choice, CultureInfo.InvariantCulture);

    private double CoordinateAt(int position) => IsUnordered ? position : (position + 0.5) / Choices.Count;
}
