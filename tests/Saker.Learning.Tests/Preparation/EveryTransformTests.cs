using Saker.Data;
using Saker.Learning.Preparation;

namespace Saker.Learning.Tests.Preparation;

/// <summary>What holds for every transform of the catalogue; a new one must add a declaration here.</summary>
public sealed class EveryTransformTests
{
    private static readonly Dictionary<string, string> Declarations = new()
    {
        ["bin"] = """{"transform": "bin", "column": "charge", "count": 3}""",
        ["clip"] = """{"transform": "clip", "quantiles": [0.1, 0.9]}""",
        ["derive"] = """{"transform": "derive", "name": "ratio", "expression": "if(contract == 'One year', charge / max(tenure, 1), tenure)"}""",
        ["drop"] = """{"transform": "drop", "columns": ["tenure", "city"]}""",
        ["impute"] = """{"transform": "impute", "columns": "all", "with": "most_frequent", "indicator": true}""",
        ["keep"] = """{"transform": "keep", "columns": ["charge", "city"]}""",
        ["one_hot"] = """{"transform": "one_hot", "columns": ["contract", "city", "senior"]}""",
        ["ordinal"] = """{"transform": "ordinal", "columns": "text"}""",
        ["scale"] = """{"transform": "scale", "with": "robust"}""",
    };

    public static TheoryData<string> Names => [.. TransformCatalogue.Names];

    [Theory]
    [InlineData("""{"transform": "bin", "column": "charge", "edges": [25, 45]}""", """{"transform": "bin", "column": "charge", "edges": [30, 60]}""")]
    [InlineData("""{"transform": "ordinal", "columns": ["contract"], "order": ["a", "b"]}""", """{"transform": "ordinal", "columns": ["contract"], "order": ["b", "a"]}""")]
    [InlineData("""{"transform": "drop", "columns": ["a", "b"]}""", """{"transform": "drop", "columns": ["a"]}""")]
    [InlineData("""{"transform": "clip", "quantiles": [0.1, 0.9]}""", """{"transform": "clip", "quantiles": [0.2, 0.9]}""")]
    [InlineData("""{"transform": "derive", "name": "ratio", "expression": "tenure * 2"}""", """{"transform": "derive", "name": "ratio", "expression": "tenure * 3"}""")]
    public void Steps_that_differ_say_so_in_their_texts(string one, string other)
    {
        Assert.NotEqual(Text(one), Text(other));
        Assert.Equal(Text(one), Text(one));

        static string Text(string json) => Declared.Plan($"[{json}]").Steps[0].ToString();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_are_left_as_they_are(string name)
    {
        var (rows, copy) = (ToyCustomers.Rows(), ToyCustomers.Rows());

        Fit(name, rows).Apply(rows);

        foreach (var column in rows.Columns)
            for (var row = 0; row < rows.RowCount; row++)
                Assert.Equal(copy.Get(column.Name).GetValue(row), column.GetValue(row));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_order_of_columns_and_further_columns_do_not_matter(string name)
    {
        var rows = ToyCustomers.Rows();
        var fitted = Fit(name, rows);

        var shuffled = new Table(rows.Columns.Reverse().Append(Column.Of<int>("more", new int[rows.RowCount])));

        Assert.Equal(fitted.Apply(rows).Values, fitted.Apply(shuffled).Values);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_batch_gives_what_its_rows_give_one_by_one(string name)
    {
        var rows = ToyCustomers.Rows();
        var fitted = Fit(name, rows);

        var batch = fitted.Apply(rows);

        for (var row = 0; row < rows.RowCount; row++)
            Assert.Equal(batch.Row(row).ToArray(), fitted.Apply(rows.Take([row])).Values);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_rows_give_no_features(string name)
    {
        var rows = ToyCustomers.Rows();
        var fitted = Fit(name, rows);

        var features = fitted.Apply(rows.Take([]));

        Assert.Equal(0, features.RowCount);
        Assert.Equal(fitted.FeatureNames, features.Names);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_row_is_enough_to_fit_or_the_error_says_why_not(string name)
    {
        var rows = ToyCustomers.Rows().Take([0]);
        try
        {
            Assert.Equal(1, Fit(name, rows).Apply(rows).RowCount);
        }
        catch (SakerException exception)
        {
            Assert.Equal("bin", name);
            Assert.Contains("too few distinct values", exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Categories_and_missing_values_that_training_did_not_see_are_taken(string name)
    {
        var rows = ToyCustomers.Rows();
        var fitted = Fit(name, rows);
        var strange = rows.Take([0, 1])
            .With(Column.OfText("contract", ["Century", null]))
            .With(Column.OfText("city", [null, "Ulm"]))
            .With(Column.OfNumbers("tenure", [double.NaN, -1e300]))
            .With(Column.OfNumbers("charge", [1e300, double.NaN]));

        var features = fitted.Apply(strange);

        Assert.Equal(2, features.RowCount);
        Assert.DoesNotContain(features.Values, float.IsInfinity);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_rows_give_the_same_features(string name)
    {
        var rows = ToyCustomers.Rows();

        Assert.Equal(Fit(name, rows).Apply(rows).Values, Fit(name, rows).Apply(rows).Values);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Unknown_columns_and_keys_are_reported(string name)
    {
        Assert.Contains(Declared.ProblemsOf($$"""{"transform": "{{name}}", "colour": 1}"""), problem => problem.Field == "prepare[0].colour");
        var declaration = Declarations[name].Replace("charge", "charg", StringComparison.Ordinal).Replace("\"tenure\"", "\"charg\"", StringComparison.Ordinal)
            .Replace("\"all\"", "[\"charg\"]", StringComparison.Ordinal).Replace("\"text\"", "[\"charg\"]", StringComparison.Ordinal)
            .Replace("\"contract\"", "\"charg\"", StringComparison.Ordinal).Replace("{\"transform\": \"scale\"", "{\"transform\": \"scale\", \"columns\": \"charg\"", StringComparison.Ordinal)
            .Replace("{\"transform\": \"clip\"", "{\"transform\": \"clip\", \"columns\": \"charg\"", StringComparison.Ordinal);

        var error = Assert.Throws<SakerException>(() => Declared.Plan($"[{declaration}]").Fit(ToyCustomers.Rows(), ToyCustomers.Columns, TestContext.Current.CancellationToken));

        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        Assert.Contains("no column 'charg'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'charge'", error.Message, StringComparison.Ordinal);
    }

    // What the step leaves as text becomes numbers, so that there are features to compare.
    private static FittedPreparation Fit(string name, Table rows) =>
        Declared.Plan($$"""[{{Declarations[name]}}, {"transform": "one_hot"}]""").Fit(rows, ToyCustomers.Columns, TestContext.Current.CancellationToken);
}
