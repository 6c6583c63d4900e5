using Saker.Data;
using Saker.Learning.Preparation.Expressions;

namespace Saker.Learning.Tests.Preparation.Expressions;

public sealed class ExpressionErrorTests
{
    private static readonly Dictionary<string, ColumnType> Columns = new()
    {
        ["tenure"] = ColumnType.Int64,
        ["TotalCharges"] = ColumnType.Float64,
        ["Contract"] = ColumnType.Text,
        ["Gender"] = ColumnType.Text,
        ["since"] = ColumnType.Date,
    };

    [Theory]
    [InlineData("", "character 1: a number, a 'text', a column, a function or '(' is needed here, not the end")]
    [InlineData("tenure +", "character 9: a number")]
    [InlineData("tenure tenure", "character 8: an operator or the end is needed here, not 'tenure'")]
    [InlineData("(tenure", "character 8: a ')' for the '(' at character 1 is needed here, not the end")]
    [InlineData("tenure)", "character 7: an operator or the end is needed here, not ')'")]
    [InlineData("max(tenure, 1", "character 14: ',' or ')' is needed here")]
    [InlineData("max(tenure 1)", "character 12: ',' or ')' is needed here, not '1'")]
    [InlineData("max(,)", "character 5: a number")]
    [InlineData("tenure in 3", "character 11: a list such as ('a', 'b') is needed here")]
    [InlineData("tenure in ()", "character 8: the list after 'in' is empty")]
    [InlineData("1 < tenure < 3", "character 12: comparisons cannot be chained")]
    [InlineData("tenure $ 2", "character 8: the character '$' has no meaning here")]
    [InlineData("Contract == \"Yes\"", "character 13: texts stand in 'single quotes'")]
    [InlineData("Contract == 'Yes", "character 13: this ' is never closed by a '")]
    [InlineData("[Total Charges", "character 1: this [ is never closed by a ]")]
    [InlineData("`` + 1", "character 1: the column name is empty")]
    [InlineData("tenure > 1 && tenure < 3", "character 12: '&&' is not known; write 'and'")]
    [InlineData("!tenure", "character 1: '!' is not known; write 'not'")]
    [InlineData("tenure ** 2", "character 8: '**' is not known; write '^'")]
    [InlineData("1e999 + tenure", "character 1: 1e999 is too large")]
    [InlineData("2x + tenure", "character 1: '2x' is no number")]
    [InlineData("max2(tenure, 1)", "character 1: there is no function 'max2'. Did you mean 'max'?")]
    [InlineData("wurzel(tenure)", "There are: abs, ceil, clip, coalesce, exp,")]
    [InlineData("max(tenure)", "character 1: 'max' takes at least 2 arguments, not 1; write max(a, b, ...)")]
    [InlineData("clip(tenure, 1)", "'clip' takes 3 arguments, not 2; write clip(x, low, high)")]
    [InlineData("abs(tenure, 1)", "'abs' takes 1 argument, not 2; write abs(x)")]
    [InlineData("if(tenure > 1, 2)", "'if' takes 3 arguments, not 2; write if(condition, a, b)")]
    [InlineData("tenure in (1, 'a')", "character 15: the list after 'in' holds either texts or numbers")]
    [InlineData("tenure in (1, tenure)", "character 15: the list after 'in' holds 'texts' or numbers only")]
    [InlineData("Tenure + 1", "character 1: there is no column 'Tenure'. Did you mean 'tenure'?")]
    [InlineData("TotalCharge / 2", "Did you mean 'TotalCharges'?")]
    [InlineData("colour + 1", "there is no column 'colour'. There are: tenure, TotalCharges, Contract, Gender, since.")]
    [InlineData("Contract + 1", "character 1: '+' needs a number, not a text")]
    [InlineData("1 + Contract", "character 5: '+' needs a number, not a text")]
    [InlineData("tenure + 'a'", "character 10: '+' needs a number, not a text")]
    [InlineData("-Contract", "character 2: '-' needs a number")]
    [InlineData("(tenure > 1) + 1", "character 9: '+' needs a number, not a condition. Write if(condition, 1, 0).")]
    [InlineData("not tenure", "character 5: 'not' needs a condition, not a number. Compare it")]
    [InlineData("tenure and tenure > 1", "character 1: 'and' needs a condition, not a number")]
    [InlineData("if(Contract, 1, 2) + tenure", "character 4: the first argument of 'if' needs a condition, not a text. Compare it with something, as in x == 'Yes'.")]
    [InlineData("if(tenure > 1, 1, 'a')", "character 19: The second and third argument of 'if' must all be of one kind; this is a text and the first is a number")]
    [InlineData("Contract == 1", "character 13: Both sides of '==' must all be of one kind")]
    [InlineData("Contract == Gender", "character 10: one side of a comparison of texts must be a 'text'")]
    [InlineData("Contract < 1", "character 1: '<' needs a number, not a text")]
    [InlineData("Contract == ''", "character 13: '' stands for a missing text")]
    [InlineData("Contract in (1)", "must all be of one kind")]
    [InlineData("coalesce(tenure, Contract)", "character 18: The arguments of 'coalesce' must all be of one kind")]
    [InlineData("sqrt(Contract)", "character 6: 'sqrt' needs a number, not a text")]
    [InlineData("since + 1", "character 1: column 'since' is a date; expressions take numbers and texts")]
    [InlineData("1 + 2", "names no column")]
    public void A_mistake_is_reported_with_its_place_and_remedy(string expression, string expected)
    {
        var problem = Assert.Single(Problems(expression));

        Assert.Equal("expression", problem.Field);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_reported_at_once()
    {
        Assert.Equal(3, Problems("tenur + Contract + sqrt(Gender)").Count);
        Assert.Equal(2, Problems("maks(tenure) + max(tenure)").Count);
        Assert.Equal(3, Problems("tenure $ 1 && \"").Count);
    }

    [Fact]
    public void Parse_throws_all_problems_as_one_error()
    {
        var error = Assert.Throws<SakerException>(() => Expression.Parse("maks(tenure) + max(tenure)"));

        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        Assert.Equal(2, error.Problems.Count);
        Assert.Contains("maks(tenure)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_too_long_is_refused() => Assert.Contains("at most 10000", Assert.Single(Problems(new string('x', 10_001))).Message, StringComparison.Ordinal);

    [Fact]
    public void Deep_nesting_is_refused_however_it_is_written()
    {
        string[] deep =
        [
            new string('(', 4_000) + "x" + new string(')', 4_000),
            string.Concat(Enumerable.Repeat("abs(", 1_500)) + "x" + new string(')', 1_500),
            new string('-', 9_000) + "x",
            string.Concat(Enumerable.Repeat("not ", 2_000)) + "x > 1",
            string.Join("^", Enumerable.Repeat("x", 4_000)),
            string.Join("+", Enumerable.Repeat("x", 4_000)),
            string.Join(" and ", Enumerable.Repeat("x>1", 1_000)),
        ];

        Assert.All(deep, text => Assert.Contains("nested deeper than 200", Assert.Single(Problems(text)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Any_characters_give_a_result_or_problems_and_nothing_else()
    {
        var random = new Random(7);
        string[] pieces = ["x", "tenure", "(", ")", ",", "+", "-", "*", "^", "%", " and ", " or ", " not ", " in ", "if(", "min(", "'a'", "'", "`", "[", "]", "1", ".5", "1e", "=", "<", ">", "!", "&", "\"", "é", "\u0000", "\ud83d\ude00", " "];
        for (var i = 0; i < 3_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            var problems = new List<Problem>();

            var expression = Expression.Parse(text, problems);

            Assert.Equal(expression is null, problems.Count > 0);
            expression?.Check(Columns, problems);
        }
    }

    private static List<Problem> Problems(string text)
    {
        var problems = new List<Problem>();
        Expression.Parse(text, problems)?.Check(Columns, problems);
        return problems;
    }
}
