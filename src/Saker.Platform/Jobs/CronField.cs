using System.Globalization;

namespace Saker.Platform.Jobs;

/// <summary>One field of a cron expression.</summary>
/// <param name="Name">As messages call it.</param>
/// <param name="Min">The least value.</param>
/// <param name="Max">The greatest.</param>
/// <param name="Words">Names of values, from <paramref name="Min"/> on; none for fields that have only numbers.</param>
internal sealed record CronField(string Name, int Min, int Max, params string[] Words)
{
    /// <summary>The values that the text stands for, a bit each.</summary>
    /// <param name="text">Values, ranges and steps, with commas between: <c>1,10-20/5</c>.</param>
    /// <param name="problems">Is told what is wrong.</param>
    public ulong Read(string text, ICollection<string> problems)
    {
        var values = 0UL;
        foreach (var part in text.Split(','))
        {
            if (Part(part) is { } found)
                values |= found;
            else
                problems.Add($"'{part}' is no {Name}; it takes {Min} to {Max}{(Words.Length > 0 ? $" or {Words[0]} to {Words[^1]}" : "")}, '*', ranges such as {Min}-{Min + 2} and steps such as */2.");
        }
        return values;
    }

    private ulong? Part(string text)
    {
        var (range, step) = text.Split('/') switch
        {
            [var all] => (all, 1),
            [var all, var every] when int.TryParse(every, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= Max => (all, number),
            _ => ("", 0),
        };
        var (from, to) = range == "*" ? (Min, Max) : range.Split('-') switch
        {
            // A value with a step counts on to the end.
            [var one] when Value(one) is { } value => (value, step > 1 || text.Contains('/', StringComparison.Ordinal) ? Max : value),
            [var low, var high] when Value(low) is { } first && Value(high) is { } last && first <= last => (first, last),
            _ => (1, 0),
        };
        if (step == 0 || from > to)
            return null;
        var values = 0UL;
        for (var value = from; value <= to; value += step)
            values |= 1UL << value;
        return values;
    }

    private int? Value(string text)
    {
        var word = Array.FindIndex(Words, known => string.Equals(known, text, StringComparison.OrdinalIgnoreCase));
        if (word >= 0)
            return Min + word;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= Min && number <= Max ? number : null;
    }
}
