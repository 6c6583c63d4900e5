using Saker.Onnx.Attribution;
using Saker.Onnx.Tests.Gradients;
using Saker.Onnx.Training;

namespace Saker.Onnx.Tests.Attribution;

public sealed class PerturbationsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, Tensor> s_rows = new() { ["in"] = Drawn.Between(0, 1, 4, 1, 8, 8) };

    [Fact]
    public void One_step_goes_along_the_signs_of_the_gradient()
    {
        var rows = new Dictionary<string, Tensor> { ["in"] = Tensor.Of([1f, 2, 3], 1, 3) };
        var settings = new PerturbationSettings { Epsilon = 0.25f, Loss = Losses.MeanSquared() };
        // Predictions lie above the first target and below the second; the error grows along 2 * (2, 0.5, 4) and against (-3, 1, -1).
        var moved = new Perturbations(ToyModels.Linear(), settings).FastGradientSign(rows, Tensor.Of([0f, 100], 1, 2), Token);
        Assert.Equal([1.25f, 1.75f, 3.25f], moved.Inputs["in"].Span<float>().ToArray());
        Assert.True(moved.LossAfter > moved.LossBefore);
        Assert.Equal(0.25f, moved.Largest);
        var back = new Perturbations(ToyModels.Linear(), settings with { IsTargeted = true }).FastGradientSign(rows, Tensor.Of([0f, 100], 1, 2), Token);
        Assert.Equal([0.75f, 2.25f, 2.75f], back.Inputs["in"].Span<float>().ToArray());
        Assert.True(back.LossAfter < back.LossBefore);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Several_steps_mislead_more_than_one_and_stay_within_bounds(bool isTargeted)
    {
        var settings = new PerturbationSettings { Epsilon = 0.1f, Low = 0, High = 1, IsTargeted = isTargeted, Seed = 3, StepCount = 20 };
        var target = Tensor.Vector(0L, 1, 2, 0);
        var perturbations = new Perturbations(ToyModels.Pictures(), settings);
        var (one, many) = (perturbations.FastGradientSign(s_rows, target, Token), perturbations.ProjectedGradient(s_rows, target, Token));
        Assert.True(isTargeted ? one.LossAfter < one.LossBefore : one.LossAfter > one.LossBefore);
        Assert.True(isTargeted ? many.LossAfter <= one.LossAfter + 1e-3f : many.LossAfter >= one.LossAfter - 1e-3f, $"{one.LossAfter} {many.LossAfter}");
        var from = s_rows["in"].Span<float>().ToArray();
        foreach (var moved in new[] { one, many })
            foreach (var (before, after) in from.Zip(moved.Inputs["in"].Span<float>().ToArray()))
                Assert.True(Math.Abs(after - before) <= 0.1f + 1e-6f && after is >= 0 and <= 1);
        Assert.Equal(many.Inputs["in"].Span<float>().ToArray(), perturbations.ProjectedGradient(s_rows, target, Token).Inputs["in"].Span<float>().ToArray());
        Assert.Equal(from, s_rows["in"].Span<float>().ToArray());
    }

    [Fact]
    public void The_loss_is_of_what_went_into_a_last_softmax()
    {
        var target = Tensor.Vector(0L, 1, 2, 0);
        var settings = new PerturbationSettings { Epsilon = 0.1f };
        var with = new Perturbations(ToyModels.Pictures(), settings).FastGradientSign(s_rows, target, Token);
        var without = new Perturbations(ToyModels.Pictures(endsInSoftmax: false), settings).FastGradientSign(s_rows, target, Token);
        Assert.Equal(without.LossBefore, with.LossBefore, 1e-5f);
        Assert.Equal(without.Inputs["in"].Span<float>().ToArray(), with.Inputs["in"].Span<float>().ToArray());
    }

    [Fact]
    public void Bounds_that_cannot_be_are_refused()
    {
        var target = Tensor.Vector(0L, 1, 2, 0);
        Assert.Contains("above 0", Assert.Throws<OnnxException>(() => new Perturbations(ToyModels.Pictures(), new() { Epsilon = 0 }).FastGradientSign(s_rows, target, Token)).Message);
        Assert.Contains("must be less", Assert.Throws<OnnxException>(() => new Perturbations(ToyModels.Pictures(), new() { Epsilon = 1, Low = 1, High = 0 }).FastGradientSign(s_rows, target, Token)).Message);
    }

    [Fact]
    public async Task Many_steps_end_when_they_are_given_up()
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var endless = new Perturbations(ToyModels.Pictures(), new() { Epsilon = 0.1f, StepCount = int.MaxValue });
        var moving = Task.Run(() => endless.ProjectedGradient(s_rows, Tensor.Vector(0L, 1, 2, 0), giveUp.Token), Token);
        giveUp.CancelAfter(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => moving);
    }

    [Fact]
    public void Outputs_are_those_that_the_losses_are_of()
    {
        long[] target = [0, 1, 2, 0];
        var moved = new Perturbations(ToyModels.Pictures(), new() { Epsilon = 0.1f }).FastGradientSign(s_rows, Tensor.Vector(target), Token);
        Assert.Equal(moved.LossBefore, Loss(moved.OutputBefore), 1e-5);
        Assert.Equal(moved.LossAfter, Loss(moved.OutputAfter), 1e-5);

        double Loss(Tensor logits) => logits.Span<float>().ToArray().Chunk((int)logits.Shape[1]).Select((row, i) => Math.Log(row.Sum(value => Math.Exp(value - row[target[i]])))).Average();
    }
}
