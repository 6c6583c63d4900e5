using Saker.Data;

namespace Saker.Learning.Tests.Preparation.Expressions;

public sealed class ExpressionTests
{
    private static readonly double Missing = double.NaN;

    [Theory]
    [InlineData("x + 2 * 3", 10)]
    [InlineData("(x + 2) * 3", 18)]
    [InlineData("x - 1 - 1", 2)]
    [InlineData("24 / x / 2", 3)]
    [InlineData("2 ^ x ^ 0.5", 4)]
    [InlineData("-x ^ 2", -16)]
    [InlineData("2 ^ -x", 0.0625)]
    [InlineData("-x % 3", -1)]
    [InlineData("+x - -1", 5)]
    [InlineData("7.5 % x", 3.5)]
    [InlineData("1e1 + x + .5", 14.5)]
    [InlineData("`x` + [x]", 8)]
    [InlineData("MIN(x, 3, 5) + max(x, 1)", 7)]
    [InlineData("clip(x, 5, 9) + clip(x, 0, 1) + clip(x, 0, 9)", 10)]
    [InlineData("abs(-x) + sqrt(x) + floor(x + 0.5) + ceil(x + 0.5)", 15)]
    [InlineData("round(x + 0.5) * 10 + round(x + 1.5)", 46)]
    [InlineData("log(exp(x))", 4)]
    [InlineData("if(x > 3, 1, 2)", 1)]
    [InlineData("if(not x > 3, 1, 2)", 2)]
    [InlineData("x = 4 and x <> 5", 1)]
    [InlineData("x == 3 or x != 4 or x < 4", 0)]
    [InlineData("not x == 3 and x >= 4 and x <= 4", 1)]
    [InlineData("x in (1, -2, 4)", 1)]
    [InlineData("x not in (1, -2, 4)", 0)]
    [InlineData("(x > 3) == (x > 2)", 1)]
    [InlineData("(x > 3) != (x > 2)", 0)]
    [InlineData("if(if(x > 1, x > 10, x > 0), 1, 0)", 0)]
    public void Formulas_give_their_values(string expression, double expected) =>
        Assert.Equal(expected, ExpressionRunner.Number(expression, ("x", 4)), 1e-12);

    [Theory]
    [InlineData("m + 1")]
    [InlineData("-m")]
    [InlineData("m ^ 0")]
    [InlineData("1 ^ m")]
    [InlineData("m % x")]
    [InlineData("min(m, 0)")]
    [InlineData("min(0, m)")]
    [InlineData("max(0, m)")]
    [InlineData("max(m, 0)")]
    [InlineData("clip(m, 0, 1)")]
    [InlineData("clip(x, m, 1)")]
    [InlineData("clip(x, 0, m)")]
    [InlineData("abs(m) + round(x)")]
    [InlineData("m == m")]
    [InlineData("m != 1")]
    [InlineData("m < 1")]
    [InlineData("m in (1, 2)")]
    [InlineData("not m < 1")]
    [InlineData("m < 1 or x < 1")]
    [InlineData("m < 1 and x > 1")]
    [InlineData("coalesce(m, m)")]
    [InlineData("x / (x - 4)")]
    [InlineData("-x / 0")]
    [InlineData("x % 0")]
    [InlineData("0 / 0 * x")]
    [InlineData("log(x - 4)")]
    [InlineData("log(-x)")]
    [InlineData("log1p(-x)")]
    [InlineData("log1p(3 - x)")]
    [InlineData("sqrt(-x)")]
    [InlineData("exp(1000 * x)")]
    [InlineData("10 ^ 308 * 10 * x")]
    [InlineData("(-x) ^ 0.5")]
    [InlineData("0 ^ -x")]
    [InlineData("if(x > 1, m, 0)")]
    public void What_has_no_value_is_missing(string expression) =>
        Assert.Equal(double.NaN, ExpressionRunner.Number(expression, ("x", 4), ("m", Missing)));

    [Theory]
    [InlineData("if(m > 1, 1, 2)", 2)]
    [InlineData("if(not m > 1, 1, 2)", 2)]
    [InlineData("m > 1 or x > 1", 1)]
    [InlineData("m > 1 and x < 1", 0)]
    [InlineData("not (m > 1 and x < 1)", 1)]
    [InlineData("is_missing(m)", 1)]
    [InlineData("is_missing(x)", 0)]
    [InlineData("is_missing(x / 0)", 1)]
    [InlineData("is_missing(m > 1)", 1)]
    [InlineData("is_missing(x > 1)", 0)]
    [InlineData("not is_missing(m)", 0)]
    [InlineData("coalesce(m, m, 7)", 7)]
    [InlineData("coalesce(x, 7)", 4)]
    [InlineData("coalesce(m > 1, x > 1)", 1)]
    [InlineData("coalesce(m > 1, x < 1)", 0)]
    [InlineData("coalesce(x > 9, x > 1)", 0)]
    public void Missing_values_follow_the_stated_rules(string expression, double expected) =>
        Assert.Equal(expected, ExpressionRunner.Number(expression, ("x", 4), ("m", Missing)));

    [Theory]
    [InlineData("t == 'a'", 1, 0, double.NaN)]
    [InlineData("'a' == t", 1, 0, double.NaN)]
    [InlineData("t != 'a'", 0, 1, double.NaN)]
    [InlineData("t in ('a', 'z')", 1, 0, double.NaN)]
    [InlineData("t in ('it''s', 'z', 'z')", 0, 1, double.NaN)]
    [InlineData("is_missing(t)", 0, 0, 1)]
    [InlineData("if(t == 'a', 1, 2)", 1, 2, 2)]
    [InlineData("coalesce(t, 'a') == 'a'", 1, 0, 1)]
    public void Texts_can_be_tested(string expression, double first, double second, double third) =>
        Assert.Equal([first, second, third], ExpressionRunner.Numbers(expression, new Table([Column.OfText("t", ["a", "it's", null])])));

    [Fact]
    public void Texts_can_be_results()
    {
        var rows = new Table([Column.OfText("t", ["a", "b", null]), Column.OfNumbers("x", [1, double.NaN, 3])]);

        Assert.Equal(["few", "t:", "t:"], ExpressionRunner.Texts("if(x < 2, 'few', 't:')", rows));
        Assert.Equal(["a", "b", "none"], ExpressionRunner.Texts("coalesce(t, 'none')", rows));
        Assert.Equal(["a", "else", "else"], ExpressionRunner.Texts("if(t == 'a', t, 'else')", rows));
    }

    [Fact]
    public void Names_with_any_characters_can_be_quoted()
    {
        var rows = new Table([Column.OfNumbers("Total Charges (€)", [2]), Column.OfNumbers("a`b]c", [3]), Column.OfNumbers("if", [5]), Column.OfNumbers("größe", [7])]);

        Assert.Equal([210.0], ExpressionRunner.Numbers("[Total Charges (€)] * `a``b]c` * if * größe", rows));
    }

    [Fact]
    public void Log1p_keeps_the_digits_of_small_numbers()
    {
        // numpy.log1p
        Assert.Equal(9.9999999999999995e-21, ExpressionRunner.Number("log1p(x)", ("x", 1e-20)), 1e-35);
        Assert.Equal(9.9999999995e-11, ExpressionRunner.Number("log1p(x)", ("x", 1e-10)), 1e-25);
    }

    [Theory]
    [InlineData("(x * 0 + 1e-300) * 1e300", 1)]
    [InlineData("(x * 0 - -1e-300) * 1e300", 1)]
    [InlineData("(x + 0) * 1.00000001 - x", 4.00000004 - 4.0)]
    [InlineData("(x + 0) * (1 + 1e-8) - x", 4 * (1 + 1e-8) - 4)]
    public void Constants_next_to_0_and_1_are_not_rounded(string expression, double expected) =>
        Assert.Equal(expected, ExpressionRunner.Number(expression, ("x", 4)), 1e-14);

    [Fact]
    public void Booleans_and_integers_are_numbers()
    {
        var rows = new Table([Column.Of<bool>("b", new[] { true, false }), Column.Of<long>("n", new[] { 3L, 4L })]);

        Assert.Equal([4.0, 4.0], ExpressionRunner.Numbers("b + n", rows));
    }

    [Fact]
    public void A_long_chain_of_operators_is_taken()
    {
        var expression = string.Join(" + ", Enumerable.Repeat("x", 150));

        Assert.Equal(150, ExpressionRunner.Number(expression, ("x", 1)));
    }
}
