using Saker.Onnx.Sessions;
using Saker.Onnx.Training;

namespace Saker.Onnx.Tests.Training;

/// <summary>Models exported from PyTorch are trained here, and every step is PyTorch's.</summary>
public sealed class TorchTests
{
    [Theory]
    [InlineData("perceptron")]
    [InlineData("residual")]
    [InlineData("separable")]
    [InlineData("encoder")]
    [InlineData("lstm")]
    [InlineData("gru_both_ways")]
    [InlineData("sequence")]
    [InlineData("unfolding")]
    public void Six_steps_give_the_losses_and_weights_of_PyTorch(string name)
    {
        var fixture = TorchFixture.Load(name);
        using var session = new TrainingSession(fixture.Model, new TrainingSettings { Loss = fixture.NewLoss(), BatchSize = 1, Optimizer = fixture.NewOptimizer() });
        Fill(session, "batch", fixture.Batch);
        Fill(session, session.Target, fixture.Target);
        foreach (var loss in fixture.Losses)
            Assert.Equal(loss, session.Step(fixture.Rate), 1e-5f);

        var trained = session.ToModel();
        Assert.Equal(fixture.Model.OperatorSets, trained.OperatorSets);
        Assert.Equal(fixture.Model.Graph.Nodes.Select(node => node.ToString()), trained.Graph.Nodes.Select(node => node.ToString()));
        var compared = 0;
        foreach (var (parameter, end) in fixture.Ends)
            if (trained.Graph.FindInitializer(parameter) is { } stored && ++compared > 0)
                for (var i = 0; i < end.Length; i++)
                    Assert.True(Math.Abs(end[i] - stored.Read().Span<float>()[i]) < 2e-4, $"{parameter}[{i}] ends at {stored.Read().Span<float>()[i]}; PyTorch's at {end[i]}.");
        Assert.True(compared > 0, "No parameter was compared.");
    }

    private static void Fill(TrainingSession session, string input, float[] values)
    {
        if (session.Inputs.Single(spec => spec.Name == input).Type == ElementType.Int64)
            Array.ConvertAll(values, value => (long)value).CopyTo(session.Input<long>(input));
        else
            values.CopyTo(session.Input<float>(input));
    }
}
