using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Serving.Lifecycle;

namespace Saker.Platform.Tests.Serving.Lifecycle;

public sealed class ExampleRowsTests
{
    [Fact]
    public void A_row_that_is_too_short_is_named()
    {
        var signature = new Signature { Inputs = [new SignatureColumn("a", ColumnType.Float64), new SignatureColumn("b", ColumnType.Float64)], Outputs = [] };
        var failure = Assert.Throws<SakerException>(() => ExampleRows.Parse("""{"columns":["a","b"],"data":[[1,2],[3]]}"""u8.ToArray(), signature));
        Assert.Equal(ErrorKind.InvalidInput, failure.Kind);
        Assert.Contains("row 1 has 1 values for 2 columns", failure.Message, StringComparison.Ordinal);
    }
}
