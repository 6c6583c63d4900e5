namespace Saker.Data.Checks.Proposals;

/// <summary>Something that the numbers of a column may be or not: at or above a bound, at or below it, or written with so many decimal places.</summary>
/// <param name="Kind">The check that tells: <c>range</c> or <c>decimals</c>.</param>
/// <param name="Key"><c>min</c> or <c>max</c>.</param>
/// <param name="Bound">A number, or how many places.</param>
/// <param name="Except">Numbers it says nothing of; null for none.</param>
internal readonly record struct NumberHabit(string Kind, string Key, double Bound, IReadOnlySet<double>? Except = null)
{
    private const int MaxPlaces = 8;
    private const double LargestPower = 1e15;
    private const double LeastSpecial = 0.01;
    private const int MaxSpecial = 8;

    /// <summary>Quantiles are bounds that values touch; thicker at the ends, where what is out of place comes to lie.</summary>
    private static readonly double[] Shares = [0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99];

    /// <summary>What may be looked for in numbers: the quantiles, the powers of ten among them (where a digit is lost), the decimal places.</summary>
    /// <param name="ranked">The numbers.</param>
    /// <param name="hasPlaces">Whether they may have decimal places.</param>
    public static IEnumerable<NumberHabit> All(Ranked ranked, bool hasPlaces)
    {
        var special = hasPlaces ? Special(ranked) : [];
        var bounds = Shares.Select(ranked.Quantile).ToHashSet();
        for (var power = 1.0; power < LargestPower; power *= 10)
        {
            if (power > ranked.Min && power <= ranked.Max)
                bounds.Add(power);
            if (-power < ranked.Max && -power >= ranked.Min)
                bounds.Add(-power);
        }
        foreach (var bound in bounds.Order())
        {
            yield return new NumberHabit("range", "min", bound);
            yield return new NumberHabit("range", "max", bound);
        }
        for (var places = 1; hasPlaces && places <= MaxPlaces; places++)
        {
            yield return new NumberHabit(DecimalsCheck.Kind, "min", places);
            if (special.Count > 0)
                yield return new NumberHabit(DecimalsCheck.Kind, "min", places, special);
        }
    }

    /// <summary>Single numbers that many rows have among readings that hardly repeat: what is capped, a default, or stands for nothing (0, 1, 0.5).</summary>
    private static HashSet<double> Special(Ranked ranked)
    {
        var special = new HashSet<double>();
        var least = Math.Max(ranked.Count * LeastSpecial, 3);
        for (var at = 0; at < ranked.Count;)
        {
            var number = ranked.Quantile((at + 1.0) / ranked.Count);
            var end = Math.Max(ranked.UpTo(number), at + 1);
            if (end - at >= least)
                special.Add(number);
            at = end;
        }
        return special.Count > MaxSpecial ? [] : special;
    }

    /// <summary>Whether it says something of a number.</summary>
    public bool Considers(double number) => Except?.Contains(number) != true;

    /// <summary>Whether a number is as it should be.</summary>
    public bool Holds(double number) => Kind == DecimalsCheck.Kind
        ? Key == "min" ? !Numbers.HasPlaces(number, (int)Bound - 1) : Numbers.HasPlaces(number, (int)Bound)
        : Key == "min" ? number >= Bound : number <= Bound;

    /// <summary>In words, of the share of numbers that have it.</summary>
    public string What => Kind == DecimalsCheck.Kind
        ? $"{(Except is null ? "" : "of the others than these ")}have {Numbers.Show(Bound)} decimal places or more"
        : $"are at or {(Key == "min" ? "above" : "below")} it";
}
