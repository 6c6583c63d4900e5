using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;

namespace Saker.Learning.Tests.Models;

public sealed class OnnxClassifierTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Predictions_may_overlap()
    {
        using var model = new OnnxClassifier(ToyModel.Bytes(), ToyModel.Signature());
        var tables = Enumerable.Range(1, 40).Select(count => ToyModel.Rows([.. Enumerable.Range(0, count).Select(i => i / (float)count)])).ToArray();

        var predicted = await Task.WhenAll(tables.Select(rows => Task.Run(async () => await model.PredictAsync(rows, Token), Token)));

        for (var i = 0; i < tables.Length; i++)
            Assert.Equal(tables[i].Get<float>("chance").Values.ToArray(), predicted[i].Get<float>("probability").Values.ToArray());
    }

    [Fact]
    public async Task No_rows_give_no_predictions()
    {
        using var model = new OnnxClassifier(ToyModel.Bytes(), ToyModel.Signature());

        var predictions = await model.PredictAsync(ToyModel.Rows(), Token);

        Assert.Equal(0, predictions.RowCount);
        Assert.Equal(["label", "probability"], predictions.Schema.Select(column => column.Name));
    }

    [Fact]
    public void Missing_and_mistyped_columns_are_reported_together()
    {
        using var model = new OnnxClassifier(ToyModel.Bytes(), ToyModel.Signature());

        var error = Assert.Throws<SakerException>(() => model.Predict(new Table([Column.OfText("chance", ["a"])]), Token));

        Assert.Equal(["chance", "colour"], error.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public void A_column_of_nothing_but_nulls_has_any_type()
    {
        using var model = new OnnxClassifier(ToyModel.Bytes(), ToyModel.Signature());
        var rows = new Table([Column.OfText("chance", [null, null]), Column.OfNumbers("colour", [double.NaN, double.NaN])]);

        var predictions = model.Predict(rows, Token);

        Assert.Equal([float.NaN, float.NaN], predictions.Get<float>("probability").Values.ToArray());
        Assert.Equal(["No", "No"], predictions.Get<string>("label").Values.ToArray());
    }

    [Fact]
    public void A_signature_that_does_not_fit_the_graph_is_refused()
    {
        var signature = ToyModel.Signature() with { Inputs = [new SignatureColumn("chance", ColumnType.Text)] };

        var error = Assert.Throws<SakerException>(() => new OnnxClassifier(ToyModel.Bytes(), signature));

        Assert.Equal(["chance", "colour"], error.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public void Bytes_that_are_no_graph_are_refused() => Assert.Throws<OnnxException>(() => new OnnxClassifier([1, 2, 3], ToyModel.Signature()));
}
