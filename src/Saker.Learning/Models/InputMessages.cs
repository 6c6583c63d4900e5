using System.Globalization;
using Saker.Data;

namespace Saker.Learning.Models;

/// <summary>What is said of inputs that a model was not made for: the same words wherever they are found.</summary>
public static class InputMessages
{
    private const int MaxQuoted = 10;

    /// <summary>An empty text where training saw no missing values.</summary>
    public const string MissingText = "the text is empty, which stands for missing; training saw no missing values here.";

    /// <summary>A null where training saw none.</summary>
    public static string Missing(SignatureColumn wanted) => $"null was given; {A(wanted.Type)} is needed (training saw no missing values here).";

    /// <summary>A NaN where training saw no missing values.</summary>
    public static string NotANumber(SignatureColumn wanted) => $"NaN was given, which stands for missing; {A(wanted.Type)} is needed (training saw no missing values here).";

    public static string NotFinite(double number) => $"{Text(number)} is no finite number; leave a missing value null.";

    public static string NotWhole(double number, SignatureColumn wanted) => $"{Text(number)} is no whole number; {A(wanted.Type)} is needed.";

    public static string NotBoolean(double number) => $"{Text(number)} is neither true nor false (nor 1 or 0).";

    public static string OutOfRange(double number, SignatureColumn wanted) => (wanted.Min, wanted.Max) switch
    {
        ({ } min, { } max) => $"{Text(number)} is outside what training saw, {Text(min)} to {Text(max)}.",
        ({ } min, _) => $"{Text(number)} is less than training saw, {Text(min)}.",
        (_, var max) => $"{Text(number)} is more than training saw, {Text(max ?? double.PositiveInfinity)}.",
    };

    public static string Unseen(string text, SignatureColumn wanted)
    {
        var categories = wanted.Categories ?? [];
        var known = string.Join(", ", categories.Take(MaxQuoted).Select(category => $"'{category}'"));
        var more = categories.Count > MaxQuoted ? $" or {categories.Count - MaxQuoted} others" : "";
        return $"'{Short(text)}' was not seen in training; known are {known}{more}.";
    }

    /// <summary>The type with its article, as people call it.</summary>
    internal static string A(ColumnType type) => type is ColumnType.Int32 or ColumnType.Int64 ? $"an {Kind(type)}" : $"a {Kind(type)}";

    internal static string Kind(ColumnType type) => type switch
    {
        ColumnType.Int32 or ColumnType.Int64 => "integer",
        ColumnType.Float32 or ColumnType.Float64 => "number",
        _ => type.Name(),
    };

    private static string Short(string text) => text.Length <= 100 ? text : text[..100] + "...";

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
