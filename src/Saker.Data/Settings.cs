using System.Globalization;

namespace Saker.Data;

/// <summary>
/// Reads what a user declared (one mapping of a pipeline file, or the same from code) into typed values. Nothing throws:
/// every problem is added to a list that all parts of one file share, so that all are reported at once.
/// </summary>
/// <remarks>Values are what a YAML reader gives: text, bool, long, double, null, lists and mappings of these.</remarks>
public sealed class Settings
{
    private readonly IReadOnlyDictionary<string, object?> _values;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <param name="values">The declared keys.</param>
    /// <param name="place">Where they stand, such as <c>checks[2]</c>; problems are reported under it.</param>
    /// <param name="problems">Collects what is wrong.</param>
    public Settings(IReadOnlyDictionary<string, object?> values, string place, ICollection<Problem> problems)
    {
        _values = values;
        Place = place;
        Problems = problems;
    }

    public string Place { get; }

    public ICollection<Problem> Problems { get; }

    /// <summary>Whether the key has a value; asking makes it a known one.</summary>
    public bool Has(string key) => Optional(key) is not null;

    public void Report(string key, string message) => Problems.Add(new Problem(PlaceOf(key), message));

    public string PlaceOf(string key) => Place.Length == 0 ? key : key.Length == 0 ? Place : $"{Place}.{key}";

    /// <summary>A text that must be there.</summary>
    public string Text(string key) => Required(key) is { } value ? AsText(key, value) ?? "" : "";

    public string? OptionalText(string key) => Optional(key) is { } value ? AsText(key, value) : null;

    /// <summary>The value as it is: text, bool, long, double, a list or a mapping; null when the key is absent.</summary>
    public object? Value(string key) => Optional(key);

    /// <summary>A text out of a few.</summary>
    public string Choice(string key, string fallback, params ReadOnlySpan<string> choices)
    {
        var text = OptionalText(key) ?? fallback;
        if (choices.Contains(text))
            return text;
        Report(key, $"'{text}' is not known; use one of: {string.Join(", ", choices.ToArray())}.");
        return fallback;
    }

    public double? OptionalNumber(string key, double min = double.NegativeInfinity, double max = double.PositiveInfinity)
    {
        if (Optional(key) is not { } value)
            return null;
        var number = value switch
        {
            long integer => integer,
            double real => real,
            string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) => parsed,
            _ => double.NaN,
        };
        if (double.IsNaN(number))
            Report(key, $"'{Show(value)}' is not a number.");
        else if (number < min || number > max)
            Report(key, $"{Show(value)} is out of range; {Range(min, max)}.");
        else
            return number;
        return null;
    }

    public double Number(string key, double fallback, double min = double.NegativeInfinity, double max = double.PositiveInfinity) => OptionalNumber(key, min, max) ?? fallback;

    public int Integer(string key, int fallback, int min = int.MinValue, int max = int.MaxValue)
    {
        if (OptionalNumber(key, min, max) is not { } number)
            return fallback;
        if (number == Math.Floor(number))
            return (int)number;
        Report(key, $"{number.ToString(CultureInfo.InvariantCulture)} is not a whole number.");
        return fallback;
    }

    public bool Flag(string key, bool fallback)
    {
        var value = Optional(key);
        if (value is null or bool)
            return value as bool? ?? fallback;
        Report(key, $"'{Show(value)}' is neither true nor false.");
        return fallback;
    }

    /// <summary>A list of texts; one text stands for a list of one. Empty when the key is absent.</summary>
    public IReadOnlyList<string> Texts(string key) => Optional(key) switch
    {
        null => [],
        IReadOnlyList<object?> list => [.. list.Select(item => AsText(key, item)).OfType<string>()],
        var single => AsText(key, single) is { } text ? [text] : [],
    };

    /// <summary>A list of numbers. Empty when the key is absent.</summary>
    public IReadOnlyList<double> Numbers(string key)
    {
        if (Optional(key) is not { } value)
            return [];
        var items = value as IReadOnlyList<object?> ?? [value];
        var numbers = items.Select(item => item switch { long integer => integer, double real => real, _ => double.NaN }).ToArray();
        if (!numbers.Any(double.IsNaN))
            return numbers;
        Report(key, "every item must be a number.");
        return [];
    }

    /// <summary>A list of lists of texts. Empty when the key is absent.</summary>
    public IReadOnlyList<IReadOnlyList<string>> TextLists(string key)
    {
        if (Optional(key) is not { } value)
            return [];
        if (value is IReadOnlyList<object?> lists && lists.All(list => list is IReadOnlyList<object?>))
            return [.. lists.Select((list, i) => (IReadOnlyList<string>)[.. ((IReadOnlyList<object?>)list!).Select(item => AsText($"{key}[{i}]", item)).OfType<string>()])];
        Report(key, "a list of lists is needed here.");
        return [];
    }

    /// <summary>A nested mapping; empty when the key is absent.</summary>
    public Settings Section(string key)
    {
        if (Optional(key) is IReadOnlyDictionary<string, object?> values)
            return new Settings(values, PlaceOf(key), Problems);
        if (Has(key))
            Report(key, "a mapping of keys to values is needed here.");
        return new Settings(new Dictionary<string, object?>(), PlaceOf(key), Problems);
    }

    /// <summary>A list of mappings; empty when the key is absent.</summary>
    public IReadOnlyList<Settings> Sections(string key)
    {
        if (Optional(key) is not { } value)
            return [];
        if (value is not IReadOnlyList<object?> list)
        {
            Report(key, "a list is needed here.");
            return [];
        }
        var sections = new List<Settings>();
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is IReadOnlyDictionary<string, object?> values)
                sections.Add(new Settings(values, $"{PlaceOf(key)}[{i}]", Problems));
            else
                Report($"{key}[{i}]", "a mapping of keys to values is needed here.");
        }
        return sections;
    }

    /// <summary>The same mapping with another value of a key; what is wrong with it was reported, and is not again.</summary>
    internal Settings Replace(string key, object? value) => new(new Dictionary<string, object?>(_values, StringComparer.Ordinal) { [key] = value }, Place, new List<Problem>());

    /// <summary>The keys of this mapping, for mappings whose keys are names; they count as read.</summary>
    public IReadOnlyList<string> Keys()
    {
        _known.UnionWith(_values.Keys);
        return [.. _values.Keys];
    }

    /// <summary>The keys whose values fit, looked through beforehand: they do not count as read.</summary>
    public IReadOnlyList<string> KeysWhere(Func<object?, bool> fits) => [.. _values.Where(entry => fits(entry.Value)).Select(entry => entry.Key)];

    /// <summary>Reports keys that nobody read; call it when all others have been.</summary>
    public void RejectUnknown()
    {
        foreach (var key in _values.Keys.Where(key => !_known.Contains(key)))
            Report(key, $"this key is not known here; known are: {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
    }

    private object? Optional(string key)
    {
        _known.Add(key);
        return _values.GetValueOrDefault(key);
    }

    private object? Required(string key)
    {
        var value = Optional(key);
        if (value is null)
            Report(key, "this is missing and has no default.");
        return value;
    }

    private string? AsText(string key, object? value)
    {
        if (value is string or long or double or bool)
            return Show(value);
        Report(key, "a text is needed here.");
        return null;
    }

    private static string Show(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IReadOnlyList<object?> => "a list",
        IReadOnlyDictionary<string, object?> => "a mapping",
        _ => value?.ToString() ?? "",
    };

    private static string Range(double min, double max) => (double.IsInfinity(min) || min == int.MinValue, double.IsInfinity(max) || max == int.MaxValue) switch
    {
        (true, false) => $"it must be at most {Plain(max)}",
        (false, true) => $"it must be at least {Plain(min)}",
        _ => $"it must be between {Plain(min)} and {Plain(max)}",
    };

    // As people write it: 0.000001, and not 1E-06.
    private static string Plain(double bound) => bound.ToString(Math.Abs(bound) is >= 1e-12 and < 1e15 or 0 ? "0.############" : "R", CultureInfo.InvariantCulture);
}
