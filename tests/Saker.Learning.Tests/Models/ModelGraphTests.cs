using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Preparation;
using Saker.Onnx;

namespace Saker.Learning.Tests.Models;

public sealed class ModelGraphTests
{
    [Fact]
    public void The_label_is_positive_from_the_threshold_on()
    {
        // 0.7f lies below 0.7; compared as float32 the two would be equal.
        foreach (var threshold in new[] { 0.5, 0.7, 0.1, 0.7f })
        {
            var (below, above) = (MathF.BitDecrement((float)threshold), MathF.BitIncrement((float)threshold));
            float[] chances = [0, below, (float)threshold, above, 1];
            using var model = new OnnxClassifier(ToyModel.Bytes(threshold), ToyModel.Signature());

            var predictions = model.Predict(ToyModel.Rows(chances), TestContext.Current.CancellationToken);

            Assert.Equal(chances.Select(chance => chance >= threshold ? "Yes" : "No"), predictions.Get<string>("label").Values.ToArray());
            Assert.Equal(chances, predictions.Get<float>("probability").Values.ToArray());
        }
    }

    [Fact]
    public void The_same_parts_give_the_same_bytes() => Assert.Equal(ToyModel.Bytes(), ToyModel.Bytes());

    [Fact]
    public void Inputs_are_the_raw_columns_and_outputs_are_named()
    {
        var model = OnnxModel.Parse(ToyModel.Bytes());

        Assert.Equal(["chance: Float64[-1, 1]", "colour: Text[-1, 1]"], model.Inputs.Select(input => input.ToString()));
        Assert.Equal(["label: Text[-1, 1]", "probability: Float32[-1, 1]"], model.Outputs.Select(output => output.ToString()));
    }

    [Theory]
    [InlineData("label")]
    [InlineData("probability")]
    public void A_column_named_as_an_output_is_refused(string name)
    {
        var rows = new Table([Column.OfNumbers(name, [1, 2])]);
        var preparation = new PreparationPlan { Steps = [] }.Fit(rows, [name], TestContext.Current.CancellationToken);

        var error = Assert.Throws<SakerException>(() => ModelGraph.Compose(preparation, new ToyClassifier(), 0.5, ToyModel.Labels));

        Assert.Equal(name, error.Field);
    }
}
