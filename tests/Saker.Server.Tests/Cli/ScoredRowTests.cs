using Saker.Cli.Output;
using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Server.Tests.Cli;

public sealed class ScoredRowTests
{
    [Fact]
    public void A_file_of_which_no_row_fits_has_the_columns_that_its_model_gives()
    {
        var rows = new Table([Column.OfNumbers("size", [1, 2])]);
        Assert.Equal(["prediction"], ScoredRow.Outputs(null, SignatureBuilder.OfRegression(rows, ["size"])));
        Assert.Equal(["label", "probability_a", "probability_b", "probability_c"], ScoredRow.Outputs(null, SignatureBuilder.OfClasses(rows, ["size"], ["a", "b", "c"])));
        Assert.Equal(["label", "probability"], ScoredRow.Outputs(null, SignatureBuilder.From(rows, ["size"], new ClassLabels("no", "yes"))));
        Assert.Equal(["size"], ScoredRow.Outputs(rows, SignatureBuilder.OfRegression(rows, ["size"])));
    }
}
