using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Learning.Tests.Models;

public sealed class SignatureTests
{
    private static readonly Table Rows = new(
    [
        Column.Of<long>("tenure", new long[] { 3, -1, 70 }),
        Column.OfNumbers("charge", [1.5, double.NaN, 0.25]),
        Column.OfText("contract", ["b", null, "a"]),
        Column.OfText("id", ["x1", "x2", "x3"]),
        Column.Of<bool>("senior", new[] { true, true, false }),
        Column.OfNumbers("empty", [double.NaN, double.NaN, double.NaN]),
    ]);

    [Fact]
    public void A_signature_holds_what_training_saw()
    {
        var signature = SignatureBuilder.From(Rows, ["tenure", "charge", "contract", "id", "senior", "empty"], ToyModel.Labels, maxCategories: 2);

        Assert.Equal((ColumnType.Int64, false, -1.0, 70.0), Numbers(signature, "tenure"));
        Assert.Equal((ColumnType.Float64, true, 0.25, 1.5), Numbers(signature, "charge"));
        Assert.Equal((ColumnType.Boolean, false, 0.0, 1.0), Numbers(signature, "senior"));
        Assert.Equal((ColumnType.Float64, true, null, null), Numbers(signature, "empty"));
        Assert.Equal(["a", "b"], signature.FindInput("contract")!.Categories);
        Assert.True(signature.FindInput("contract")!.Nullable);
        Assert.Null(signature.FindInput("id")!.Categories);
        Assert.Equal(["No", "Yes"], signature.Outputs[0].Categories);
    }

    [Fact]
    public void A_signature_survives_json()
    {
        var signature = SignatureBuilder.From(Rows, ["tenure", "charge", "contract", "senior", "empty"], ToyModel.Labels);

        var read = SignatureJson.Read(SignatureJson.Write(signature));

        Assert.Equal(SignatureJson.Write(signature), SignatureJson.Write(read));
        Assert.Equal(signature.Inputs.Select(input => input with { Categories = null }), read.Inputs.Select(input => input with { Categories = null }));
        Assert.Equal(signature.Inputs[2].Categories, read.Inputs[2].Categories);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"inputs": null, "outputs": []}""")]
    [InlineData("""{"inputs": [null], "outputs": []}""")]
    [InlineData("""{"inputs": [{"type": "text"}], "outputs": []}""")]
    [InlineData("""{"inputs": [{"name": "", "type": "text"}], "outputs": []}""")]
    [InlineData("""{"inputs": [{"name": "a", "type": "colour"}], "outputs": []}""")]
    [InlineData("""{"inputs": [{"name": "a", "type": 3}], "outputs": []}""")]
    public void What_is_no_signature_is_refused(string json) =>
        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<SakerException>(() => SignatureJson.Read(json)).Kind);

    private static (ColumnType Type, bool Nullable, double? Min, double? Max) Numbers(Signature signature, string name) =>
        signature.FindInput(name) is { Categories: null } column ? (column.Type, column.Nullable, column.Min, column.Max) : throw new InvalidOperationException(name);
}
