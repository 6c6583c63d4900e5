using System.Globalization;
using System.Text;
using Saker.Data;

namespace Saker.Testing.Proposals;

/// <summary>A fifth of the values of a column, chosen by chance, broken one by one. Null when there is nothing to break.</summary>
internal static class BrokenCells
{
    private const int MaxCategories = 60;

    public static Column? Missing(Column column, Random random)
    {
        var chosen = Chosen(column, random);
        var present = new bool[column.Length];
        for (var i = 0; i < present.Length; i++)
            present[i] = !column.IsNull(i) && !chosen.Contains(i);
        return chosen.Count == 0 ? null : ColumnValues.WithValidity(column, Validity.From(column.Length, i => present[i]));
    }

    /// <summary>Numbers, times and truth values become a word; texts become a number.</summary>
    public static Column? OfOtherType(Column column, Random random)
    {
        var chosen = Chosen(column, random);
        return chosen.Count == 0 ? null : Column.OfText(column.Name, Texts(column, chosen, _ => column.Type == ColumnType.Text ? random.Next(10, 99_999).ToString(CultureInfo.InvariantCulture) : "unknown"));
    }

    /// <summary>Numbers and times by so many standard deviations, at least by 1 or a day; truth values and categories to the rarest one; letters and digits of other texts to the next.</summary>
    public static Column? Shifted(Column column, Random random, double deviations)
    {
        var chosen = Chosen(column, random);
        if (chosen.Count == 0)
            return null;
        if (column.Type is not (ColumnType.Text or ColumnType.Boolean))
            return ShiftedNumbers(column, chosen, deviations);
        if (Categories(column) is not { } categories)
            return Column.OfText(column.Name, Texts(column, chosen, NextLetters));
        var rarest = categories.MinBy(category => category.Count).Value;
        return categories.Length == 1 ? null : ColumnValues.Read(column, Texts(column, chosen, _ => rarest));
    }

    /// <summary>Categories and truth values to the next one, the last to the first: where all are equally frequent, that leaves their shares as they were.</summary>
    public static Column? Rotated(Column column, Random random)
    {
        var chosen = Chosen(column, random);
        if (column.Type is not (ColumnType.Text or ColumnType.Boolean) || Categories(column) is not { Length: > 1 } categories)
            return null;
        var values = categories.Select(category => category.Value).ToList();
        return ColumnValues.Read(column, Texts(column, chosen, text => values[(values.IndexOf(text) + 1) % values.Count]));
    }

    /// <summary>Texts with their characters in any order, numbers and times with their digits; a number that then cannot be read makes the column one of texts.</summary>
    public static Column? Scrambled(Column column, Random random)
    {
        var chosen = Chosen(column, random);
        if (chosen.Count == 0 || column.Type == ColumnType.Boolean)
            return null;
        var changed = 0;
        var texts = Texts(column, chosen, text =>
        {
            var scrambled = column.Type == ColumnType.Text ? Shuffled(text, _ => true, random) : Shuffled(text, char.IsAsciiDigit, random);
            changed += scrambled == text ? 0 : 1;
            return scrambled;
        });
        // What has one character, or the same all over, stays as it is.
        return changed < chosen.Count / 2.0 ? null : ColumnValues.Read(column, texts);
    }

    /// <summary>Texts to the first half of their characters, numbers to that of their digits; what has one character stays as it is.</summary>
    public static Column? Cut(Column column, Random random)
    {
        var chosen = Chosen(column, random);
        if (chosen.Count == 0 || column.Type is ColumnType.Boolean or ColumnType.Date or ColumnType.Timestamp)
            return null;
        var changed = 0;
        var texts = Texts(column, chosen, text =>
        {
            changed += text.Length > 1 ? 1 : 0;
            return text.Length > 1 ? text[..(text.Length / 2)] : text;
        });
        return changed < chosen.Count / 2.0 ? null : ColumnValues.Read(column, texts);
    }

    /// <summary>The chosen values change places.</summary>
    public static Column? Exchanged(Column column, Random random)
    {
        var chosen = Chosen(column, random).ToArray();
        if (chosen.Length < 2)
            return null;
        var rows = Enumerable.Range(0, column.Length).ToArray();
        var moved = chosen.ToArray();
        random.Shuffle(moved);
        for (var i = 0; i < moved.Length; i++)
            rows[moved[i]] = moved[(i + 1) % moved.Length];
        var changed = chosen.Count(row => !Equals(column.GetValue(row), column.GetValue(rows[row])));
        return changed == 0 ? null : column.Take(rows);
    }

    /// <summary>The different values in order, with how often they occur; null when there are too many.</summary>
    private static (string Value, int Count)[]? Categories(Column column)
    {
        var categories = Enumerable.Range(0, column.Length).Select(row => ColumnValues.Text(column, row)).OfType<string>().GroupBy(text => text, StringComparer.Ordinal).ToArray();
        return categories.Length > MaxCategories ? null : [.. categories.OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, group.Count()))];
    }

    private static Column? ShiftedNumbers(Column column, HashSet<int> chosen, double deviations)
    {
        var numbers = ColumnValues.Numbers(column);
        var deviation = ColumnValues.Deviation(numbers);
        if (!(deviation > 0))
            deviation = column.Type is ColumnType.Date or ColumnType.Timestamp ? 86_400 : 1;
        foreach (var row in chosen)
            numbers[row] += deviations * deviation;
        return ColumnValues.FromNumbers(column, numbers, chosen);
    }

    private static HashSet<int> Chosen(Column column, Random random)
    {
        var present = Enumerable.Range(0, column.Length).Where(i => !column.IsNull(i)).ToArray();
        random.Shuffle(present);
        return [.. present.Take((int)Math.Ceiling(present.Length * Corruption.Share))];
    }

    private static string?[] Texts(Column column, HashSet<int> chosen, Func<string, string> change) =>
        [.. Enumerable.Range(0, column.Length).Select(i => ColumnValues.Text(column, i) is { } text ? chosen.Contains(i) ? change(text) : text : null)];

    private static string NextLetters(string text) => new([.. text.Select(c => c switch
    {
        'z' => 'a',
        'Z' => 'A',
        '9' => '0',
        _ when char.IsAsciiLetterOrDigit(c) => (char)(c + 1),
        _ => c,
    })]);

    private static string Shuffled(string text, Func<char, bool> moves, Random random)
    {
        var places = text.Select((c, i) => (c, i)).Where(pair => pair.c < 128 && moves(pair.c)).Select(pair => pair.i).ToArray();
        var from = places.ToArray();
        random.Shuffle(from);
        var shuffled = new StringBuilder(text);
        for (var i = 0; i < places.Length; i++)
            shuffled[places[i]] = text[from[i]];
        return shuffled.ToString();
    }
}
