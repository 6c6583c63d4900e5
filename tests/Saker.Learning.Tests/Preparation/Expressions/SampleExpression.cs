using System.Globalization;

namespace Saker.Learning.Tests.Preparation.Expressions;

/// <summary>
/// An expression with its meaning, written anew for the tests and apart from the product: it renders itself as text and computes
/// its value by walking itself. A number is a double with NaN for missing; a truth is a bool or null for missing; a text is "" when missing.
/// </summary>
internal sealed record SampleExpression(string Operator, IReadOnlyList<SampleExpression> Parts, double Number = 0, string Text = "")
{
    private static readonly Dictionary<string, int> Tightness = new()
    {
        ["or"] = 1, ["and"] = 2, ["not"] = 3,
        ["<"] = 4, ["<="] = 4, [">"] = 4, [">="] = 4, ["=="] = 4, ["!="] = 4, ["=t"] = 4, ["!t"] = 4, ["in"] = 4, ["int"] = 4,
        ["+"] = 5, ["-"] = 5, ["*"] = 6, ["/"] = 6, ["%"] = 6, ["neg"] = 7, ["^"] = 8,
    };

    /// <summary>The text, with brackets only where precedence asks for them.</summary>
    public string Render() => Operator switch
    {
        "number" => Number.ToString("R", CultureInfo.InvariantCulture),
        "column" => Text,
        "text" => $"'{Text}'",
        "neg" => "-" + Inner(Parts[0], 7),
        "not" => "not " + Inner(Parts[0], 3),
        "in" => $"{Inner(Parts[0], 5)} in ({string.Join(", ", Parts.Skip(1).Select(part => part.Render()))})",
        "int" => $"{Inner(Parts[0], 5)} in ({string.Join(", ", Parts.Skip(1).Select(part => part.Render()))})",
        "=t" => $"{Inner(Parts[0], 5)} == {Inner(Parts[1], 5)}",
        "!t" => $"{Inner(Parts[0], 5)} != {Inner(Parts[1], 5)}",
        "^" => $"{Inner(Parts[0], 9)} ^ {Inner(Parts[1], 7)}",
        _ when Tightness.TryGetValue(Operator, out var own) => $"{Inner(Parts[0], own == 4 ? 5 : own)} {Operator} {Inner(Parts[1], own + 1)}",
        _ => $"{Operator switch { "ift" or "if?" => "if", "coalescet" or "coalesce?" => "coalesce", "is_missing_t" or "is_missing?" => "is_missing", _ => Operator }}({string.Join(", ", Parts.Select(part => part.Render()))})",
    };

    public double EvaluateNumber(SampleRow row)
    {
        if (Operator == "number")
            return Number;
        if (Operator == "column")
            return row.Numbers[Text];
        if (Operator == "if")
            return Parts[0].EvaluateTruth(row) == true ? Parts[1].EvaluateNumber(row) : Parts[2].EvaluateNumber(row);
        var numbers = Parts.Select(part => part.EvaluateNumber(row)).ToArray();
        if (Operator == "coalesce")
            return Array.Find(numbers, number => !double.IsNaN(number)) is var found && numbers.All(double.IsNaN) ? double.NaN : found;
        if (numbers.Any(double.IsNaN))
            return double.NaN;
        var value = Operator switch
        {
            "neg" => -numbers[0],
            "+" => numbers[0] + numbers[1],
            "-" => numbers[0] - numbers[1],
            "*" => numbers[0] * numbers[1],
            "/" => numbers[0] / numbers[1],
            "%" => numbers[0] % numbers[1],
            "^" => Math.Pow(numbers[0], numbers[1]),
            "min" => numbers.Min(),
            "max" => numbers.Max(),
            "clip" => Math.Min(Math.Max(numbers[0], numbers[1]), numbers[2]),
            "abs" => Math.Abs(numbers[0]),
            "sqrt" => Math.Sqrt(numbers[0]),
            "floor" => Math.Floor(numbers[0]),
            "ceil" => Math.Ceiling(numbers[0]),
            "round" => Math.Round(numbers[0], MidpointRounding.ToEven),
            "log" => Math.Log(numbers[0]),
            "exp" => Math.Exp(numbers[0]),
            "log1p" => LogOnePlus(numbers[0]),
            _ => throw new InvalidOperationException(Operator),
        };
        return double.IsFinite(value) ? value : double.NaN;
    }

    public bool? EvaluateTruth(SampleRow row) => Operator switch
    {
        "not" => !Parts[0].EvaluateTruth(row),
        // C# computes & and | on bool? by the same three-valued logic as SQL.
        "and" => Parts[0].EvaluateTruth(row) & Parts[1].EvaluateTruth(row),
        "or" => Parts[0].EvaluateTruth(row) | Parts[1].EvaluateTruth(row),
        "if?" => Parts[0].EvaluateTruth(row) == true ? Parts[1].EvaluateTruth(row) : Parts[2].EvaluateTruth(row),
        "coalesce?" => Parts[0].EvaluateTruth(row) ?? Parts[1].EvaluateTruth(row),
        "is_missing" => double.IsNaN(Parts[0].EvaluateNumber(row)),
        "is_missing_t" => Parts[0].EvaluateText(row).Length == 0,
        "is_missing?" => Parts[0].EvaluateTruth(row) is null,
        "=t" or "!t" or "int" => CompareTexts([.. Parts.Select(part => part.EvaluateText(row))]),
        _ => CompareNumbers([.. Parts.Select(part => part.EvaluateNumber(row))]),
    };

    public string EvaluateText(SampleRow row) => Operator switch
    {
        "text" => Text,
        "column" => row.Texts[Text],
        "ift" => Parts[0].EvaluateTruth(row) == true ? Parts[1].EvaluateText(row) : Parts[2].EvaluateText(row),
        "coalescet" => Parts[0].EvaluateText(row) is { Length: > 0 } text ? text : Parts[1].EvaluateText(row),
        _ => throw new InvalidOperationException(Operator),
    };

    private bool? CompareTexts(string[] texts) => texts.Any(text => text.Length == 0) ? null : texts.Skip(1).Contains(texts[0]) != (Operator == "!t");

    private bool? CompareNumbers(double[] numbers) => numbers.Any(double.IsNaN) ? null : Operator switch
    {
        "<" => numbers[0] < numbers[1],
        "<=" => numbers[0] <= numbers[1],
        ">" => numbers[0] > numbers[1],
        ">=" => numbers[0] >= numbers[1],
        "==" => numbers[0] == numbers[1],
        "!=" => numbers[0] != numbers[1],
        "in" => numbers.Skip(1).Contains(numbers[0]),
        _ => throw new InvalidOperationException(Operator),
    };

    // By the series near 0, where log(1 + x) loses digits.
    private static double LogOnePlus(double x) =>
        Math.Abs(x) > 1e-3 ? Math.Log(1 + x) : Enumerable.Range(1, 8).Sum(k => Math.Pow(-1, k + 1) * Math.Pow(x, k) / k);

    private static string Inner(SampleExpression part, int atLeast)
    {
        // A negative literal binds as a minus does.
        var own = part is { Operator: "number", Number: < 0 } ? 7 : Tightness.GetValueOrDefault(part.Operator, 100);
        return own < atLeast ? $"({part.Render()})" : part.Render();
    }
}
