using Saker.Onnx.Attribution;
using Saker.Onnx.Graphs;
using Saker.Onnx.Tests.Gradients;

namespace Saker.Onnx.Tests.Attribution;

public sealed class InputGradientsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Gradients_of_a_linear_model_are_its_weights()
    {
        using var gradients = new InputGradients(ToyModels.Linear());
        var rows = new Dictionary<string, Tensor> { ["in"] = Drawn.Of(2, 3) };
        Assert.Equal([2f, 0.5f, 4, 2, 0.5f, 4], gradients.Of(rows, 0, Token)["in"].Span<float>().ToArray());
        Assert.Equal([-3f, 1, -1, -3, 1, -1], gradients.Of(rows, 1, Token)["in"].Span<float>().ToArray());
    }

    [Fact]
    public void The_largest_class_of_each_row_is_taken_where_none_is_said()
    {
        using var gradients = new InputGradients(ToyModels.Linear());
        var rows = new Dictionary<string, Tensor> { ["in"] = Tensor.Of([0f, 0, 0, 0, -9, 0], 2, 3) };
        Assert.Equal([2f, 0.5f, 4], gradients.Of(rows, null, Token)["in"].Span<float>()[..3].ToArray());
        rows["in"] = Tensor.Of([-9f, 0, 0, 9, 0, 0], 2, 3);
        Assert.Equal([-3f, 1, -1, 2, 0.5f, 4], gradients.Of(rows, null, Token)["in"].Span<float>().ToArray());
    }

    [Fact]
    public void Gradients_of_a_network_are_what_small_steps_do()
    {
        var model = ToyModels.Pictures(endsInSoftmax: false);
        using var gradients = new InputGradients(model);
        var picture = Drawn.Of(1, 1, 8, 8);
        var slope = gradients.Of(new Dictionary<string, Tensor> { ["in"] = picture }, 1, Token)["in"].Span<float>();
        var values = picture.Span<float>().ToArray();
        var agreed = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var (up, down) = ((float[])values.Clone(), (float[])values.Clone());
            up[i] += 0.01f;
            down[i] -= 0.01f;
            var step = (ToyModels.Run(model, Tensor.Of(up, 1, 1, 8, 8))[1] - ToyModels.Run(model, Tensor.Of(down, 1, 1, 8, 8))[1]) / 0.02f;
            agreed += Math.Abs(step - slope[i]) < 0.01f ? 1 : 0;
        }
        Assert.True(agreed >= 56, $"{agreed} of 64 agree; those at kinks may not.");
    }

    [Fact]
    public void What_cannot_be_explained_is_refused_by_name()
    {
        var model = ToyModels.Linear();
        var rows = new Dictionary<string, Tensor> { ["in"] = Drawn.Of(1, 3) };
        using var gradients = new InputGradients(model);
        Assert.Contains("class 2 was asked for", Assert.Throws<OnnxException>(() => gradients.Of(rows, 2, Token)).Message);
        Assert.Contains("'in: Float32[-1, 3]' is missing", Assert.Throws<OnnxException>(() => gradients.Of(new Dictionary<string, Tensor>(), null, Token)).Message);
        using var nothing = new InputGradients(model, new AttributionSettings { Inputs = ["nothing"] });
        Assert.Contains("no input 'nothing'", Assert.Throws<OnnxException>(() => nothing.Of(rows, null, Token)).Message);
        var counts = new GraphBuilder("counts");
        counts.Output("out", counts.Node("Cast", [counts.Input("in", ElementType.Int64, -1)], ElementType.Float32, [NodeAttribute.Of("to", 1)]), -1);
        using var whole = new InputGradients(counts.Build());
        Assert.Contains("depends on no input of Float32", Assert.Throws<OnnxException>(() => whole.Of(new Dictionary<string, Tensor> { ["in"] = Tensor.Vector(1L) }, null, Token)).Message);
    }
}
