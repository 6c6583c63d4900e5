using FsCheck;
using FsCheck.Fluent;

namespace Saker.Learning.Tests.Preparation.Expressions;

/// <summary>
/// Random well-typed expressions over the number columns a, b, c and the text columns s, t, and random rows for them. The functions used inside
/// are those that IEEE 754 rounds exactly, so that the graph must agree to the last bit; the others are tried at the root.
/// </summary>
internal static class SampleGenerator
{
    private static readonly double[] Notable = [0, -0.0, 1, -1, 2, 0.5, -2.5, 3, 7, 1e-300, -1e-9, 1e15, -1e15, 1e300, -1e300, double.MaxValue, double.Epsilon];

    public static Gen<SampleRow[]> Rows { get; } =
        from numbers in Gen.ArrayOf(Gen.Frequency((3, Gen.Elements(Notable)), (1, Gen.Constant(double.NaN)), (3, Gen.Choose(-2000, 2000).Select(n => n / 8.0))), 40 * 3)
        from texts in Gen.ArrayOf(Gen.Elements("", "x", "y", "z"), 40 * 2)
        select Enumerable.Range(0, 40).Select(i => new SampleRow(
            new Dictionary<string, double> { ["a"] = numbers[3 * i], ["b"] = numbers[3 * i + 1], ["c"] = numbers[3 * i + 2] },
            new Dictionary<string, string> { ["s"] = texts[2 * i], ["t"] = texts[2 * i + 1] })).ToArray();

    private static Gen<SampleExpression> NumberColumn { get; } = Gen.Elements("a", "b", "c").Select(Column);

    private static Gen<SampleExpression> TextColumn { get; } = Gen.Elements("s", "t").Select(Column);

    private static Gen<SampleExpression> Literal { get; } =
        Gen.OneOf(Gen.Elements(Notable), Gen.Choose(-40, 40).Select(n => n / 4.0)).Select(number => new SampleExpression("number", [], number));

    private static Gen<SampleExpression> TextLiteral { get; } = Gen.Elements("x", "y").Select(text => new SampleExpression("text", [], Text: text));

    public static Gen<SampleExpression> Numbers(int depth)
    {
        var leaf = Gen.Frequency((3, NumberColumn), (1, Literal));
        if (depth <= 0)
            return leaf;
        var (number, truth) = (Gen.Fresh(() => Numbers(depth - 1)).SelectMany(gen => gen), Gen.Fresh(() => Truths(depth - 1)).SelectMany(gen => gen));
        return Gen.Frequency(
            (1, leaf),
            (4, Make(Gen.Elements("+", "-", "*", "/", "%"), number, number)),
            (1, Make(Gen.Constant("neg"), number)),
            (2, Make(Gen.Elements("abs", "sqrt", "floor", "ceil", "round"), number)),
            (2, Make(Gen.Elements("min", "max", "coalesce"), number, number)),
            (1, Make(Gen.Elements("min", "max", "clip", "coalesce"), number, number, number)),
            (2, Make(Gen.Constant("if"), truth, number, number)));
    }

    public static Gen<SampleExpression> Truths(int depth)
    {
        var compare = Make(Gen.Elements("<", "<=", ">", ">=", "==", "!="), NumberColumn, Gen.Frequency((1, NumberColumn), (1, Literal)));
        if (depth <= 0)
            return compare;
        var (number, truth, text) = (Gen.Fresh(() => Numbers(depth - 1)).SelectMany(gen => gen), Gen.Fresh(() => Truths(depth - 1)).SelectMany(gen => gen), Gen.Fresh(() => Texts(depth - 1)).SelectMany(gen => gen));
        return Gen.Frequency(
            (2, Make(Gen.Elements("<", "<=", ">", ">=", "==", "!="), number, number)),
            (3, Make(Gen.Elements("and", "or"), truth, truth)),
            (1, Make(Gen.Constant("not"), truth)),
            (1, Make(Gen.Constant("in"), number, Literal, Literal)),
            (1, Make(Gen.Elements("=t", "!t"), text, TextLiteral)),
            (1, Make(Gen.Constant("int"), text, TextLiteral, TextLiteral)),
            (1, Make(Gen.Constant("is_missing"), number)),
            (1, Make(Gen.Constant("is_missing_t"), text)),
            (1, Make(Gen.Constant("is_missing?"), truth)),
            (1, Make(Gen.Constant("if?"), truth, truth, truth)),
            (1, Make(Gen.Constant("coalesce?"), truth, truth)));
    }

    public static Gen<SampleExpression> Texts(int depth)
    {
        if (depth <= 0)
            return TextColumn;
        var (truth, text) = (Gen.Fresh(() => Truths(depth - 1)).SelectMany(gen => gen), Gen.Fresh(() => Texts(depth - 1)).SelectMany(gen => gen));
        return Gen.Frequency((2, TextColumn), (1, Make(Gen.Constant("coalescet"), text, TextLiteral)), (1, Make(Gen.Constant("ift"), truth, text, TextLiteral)));
    }

    /// <summary>A function that is not rounded exactly, over an exact expression.</summary>
    public static Gen<SampleExpression> Inexact(int depth) => Gen.OneOf(
        Make(Gen.Elements("log", "exp", "log1p"), Numbers(depth)),
        Make(Gen.Constant("^"), Numbers(depth), Gen.Elements(-2.0, -0.5, 0, 0.5, 1, 2, 3, 7).Select(number => new SampleExpression("number", [], number))));

    private static SampleExpression Column(string name) => new("column", [], Text: name);

    private static Gen<SampleExpression> Make(Gen<string> symbol, params Gen<SampleExpression>[] parts) =>
        from chosen in symbol
        from made in Gen.CollectToArray(parts)
        select new SampleExpression(chosen, made);
}
