using Saker.Learning.Neural.Building;
using Saker.Onnx;

namespace Saker.Learning.Tests.Neural.Building;

/// <summary>What layers give, worked out again in plain loops.</summary>
public sealed class LayerValueTests
{
    [Fact]
    public void Dense_maps_the_last_extent()
    {
        foreach (var shape in new long[][] { [3, 4], [3, 5, 4] })
        {
            var input = Served.Numbers(shape);
            var (given, network) = Served.Run(value => value.Dense("d", 6), input);
            Served.AssertNear(Reference.Dense(input.Span<float>(), network.Weight("d.weight"), network.Weight("d.bias")), given);
        }
    }

    [Theory]
    [InlineData(3, 1, null, 1, 1)]
    [InlineData(3, 2, 1, 1, 2)]
    [InlineData(2, 1, null, 1, 1)]
    [InlineData(3, 1, 0, 2, 4)]
    [InlineData(1, 2, null, 1, 1)]
    public void Conv_is_a_sum_over_its_window(int kernel, int stride, int? padding, int dilation, int groups)
    {
        var settings = new ConvolutionSettings { Stride = stride, Padding = padding, Dilation = dilation, Groups = groups };
        var images = Served.Numbers(2, 4, 7, 6);
        var (given, network) = Served.Run(value => value.Conv("c", 8, kernel, settings), images);
        Served.AssertNear(Reference.Conv(images, network.Weight("c.weight"), network.Weight("c.bias"), 8, kernel, settings), given);
        var sequences = Served.Numbers(2, 4, 9);
        (given, network) = Served.Run(value => value.Conv("c", 8, kernel, settings), sequences);
        Served.AssertNear(Reference.Conv(sequences, network.Weight("c.weight"), network.Weight("c.bias"), 8, kernel, settings), given);
    }

    [Fact]
    public void The_shape_of_a_layer_is_what_it_gives()
    {
        Check(value => value.Conv("c", 6, 4, new ConvolutionSettings { Stride = 3 }), 2, 5, 9, 8);
        Check(value => value.MaxPool(3, 2), 2, 5, 9, 8);
        Check(value => value.AveragePool(2), 2, 5, 9);
        Check(value => value.GlobalMaxPool(), 2, 5, 9);
        Check(value => value.Lstm("l", 4, isBidirectional: true), 2, 5, 9);
        Check(value => value.Gru("g", 4, givesLast: true), 2, 5, 9);
        Check(value => value.Attention("a", 3), 2, 5, 9);
        Check(value => value.Swap().Concat(1, value.Swap()).Flatten(), 2, 5, 9);
        Check(value => value.Reshape(3, 3, 5).LayerNorm("n"), 2, 5, 9);
    }

    [Fact]
    public void BatchNorm_serves_by_what_is_stored()
    {
        var input = Served.Numbers(3, 2, 4);
        var (given, network) = Served.Run(value => value.BatchNorm("n"), input);
        var (scale, bias) = (network.Weight("n.scale"), network.Weight("n.bias"));
        Served.AssertNear([.. input.Span<float>().ToArray().Select((x, i) => x / MathF.Sqrt(1 + 1e-5f) * scale[i / 4 % 2] + bias[i / 4 % 2])], given);
        Assert.DoesNotContain("n.mean", network.Parameters);
    }

    [Fact]
    public void LayerNorm_goes_over_the_last_extent()
    {
        var input = Served.Numbers(2, 3, 8);
        var (given, network) = Served.Run(value => value.LayerNorm("n"), input);
        var (scale, bias) = (network.Weight("n.scale"), network.Weight("n.bias"));
        var expected = input.Span<float>().ToArray().Chunk(8).SelectMany(row =>
        {
            var mean = row.Average();
            var deviation = MathF.Sqrt(row.Average(x => (x - mean) * (x - mean)) + 1e-5f);
            return row.Select((x, i) => (x - mean) / deviation * scale[i] + bias[i]);
        });
        Served.AssertNear([.. expected], given);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lstm_and_gru_go_step_by_step(bool isBidirectional)
    {
        var input = Served.Numbers(2, 5, 3);
        var (all, network) = Served.Run(value => value.Lstm("r", 4, isBidirectional), input);
        var expected = Reference.Lstm(input, network.Weight("r.weight"), network.Weight("r.recurrence"), network.Weight("r.bias"), 4, isBidirectional);
        Served.AssertNear(expected.All, all);
        Served.AssertNear(expected.Last, Served.Run(value => value.Lstm("r", 4, isBidirectional, givesLast: true), input).Output);

        (all, network) = Served.Run(value => value.Gru("r", 4, isBidirectional), input);
        expected = Reference.Gru(input, network.Weight("r.weight"), network.Weight("r.recurrence"), network.Weight("r.bias"), 4, isBidirectional);
        Served.AssertNear(expected.All, all);
        Served.AssertNear(expected.Last, Served.Run(value => value.Gru("r", 4, isBidirectional, givesLast: true), input).Output);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Attention_shares_out_what_may_be_looked_at(bool isCausal, bool isMasked)
    {
        var builder = new NetworkBuilder("attention", 5);
        var value = builder.Input("in", 4, 6);
        var codes = builder.Codes("codes", 4);
        builder.Output("out", value.Attention("a", 2, isMasked ? codes.Present() : null, isCausal)).Output("present", codes.Present());
        var input = Served.Numbers(2, 4, 6);
        long[] words = [3, 1, 0, 0, 5, 4, 2, 0];
        var network = builder.Build();
        var weights = new[] { "query", "key", "value", "output" }.Select(part => network.Weight($"a.{part}.weight")).ToArray();
        Served.AssertNear(Reference.Attention(input, weights, 2, (row, from, to) => (!isCausal || to <= from) && (!isMasked || words[row * 4 + to] != 0)), Served.Run(network, input, Tensor.Of(words, 2, 4)));
    }

    [Fact]
    public void Embedding_looks_codes_up_and_positions_are_added()
    {
        var codes = Tensor.Of([2L, 0, 1, 2], 2, 2);
        var (given, network) = Served.Run(value => value.Embedding("e", 3, 2).Positions("p"), codes);
        var (table, places) = (network.Weight("e.weight"), network.Weight("p.weight"));
        float[] expected = [.. codes.Span<long>().ToArray().SelectMany((code, i) => new[] { table[code * 2] + places[i % 2 * 2], table[code * 2 + 1] + places[i % 2 * 2 + 1] })];
        Served.AssertNear(expected, given);
    }

    [Fact]
    public void Pools_take_the_largest_and_the_mean()
    {
        var input = Tensor.Of([1f, 5, 2, 4, -1, 0, 3, 7], 1, 2, 4);
        Assert.Equal([5, 4, 0, 7], Served.Run(value => value.MaxPool(2), input).Output);
        Assert.Equal([3, 3.5f, 3, -0.5f, 1.5f, 5], Served.Run(value => value.AveragePool(2, 1), input).Output);
        Assert.Equal([3, 2.25f], Served.Run(value => value.GlobalAveragePool(), input).Output);
        Assert.Equal([5, 7], Served.Run(value => value.GlobalMaxPool(), input).Output);
    }

    [Fact]
    public void A_masked_mean_leaves_out_what_is_not_there()
    {
        var builder = new NetworkBuilder("mean", 5);
        var value = builder.Input("in", 3, 2);
        builder.Output("out", value.MaskedMean(builder.Codes("codes", 3).Present()));
        Assert.Equal([2, 3, 0, 0], Served.Run(builder.Build(), Tensor.Of([1f, 2, 3, 4, 9, 9, 1, 2, 3, 4, 9, 9], 2, 3, 2), Tensor.Of([7L, 2, 0, 0, 0, 0], 2, 3)));
    }

    [Fact]
    public void Activations_are_their_formulas()
    {
        float[] x = [-3, -0.5f, 0, 0.25f, 2];
        foreach (var (activation, formula) in new (Activation, Func<float, float>)[]
        {
            (Activation.Relu, v => MathF.Max(v, 0)), (Activation.LeakyRelu, v => v < 0 ? 0.01f * v : v), (Activation.Elu, v => v < 0 ? MathF.Exp(v) - 1 : v),
            (Activation.Gelu, v => v * (float)MathNet.Numerics.Distributions.Normal.CDF(0, 1, v)), (Activation.Silu, v => v / (1 + MathF.Exp(-v))),
            (Activation.Tanh, MathF.Tanh), (Activation.Sigmoid, v => 1 / (1 + MathF.Exp(-v))),
        })
            Served.AssertNear([.. x.Select(formula)], Served.Run(value => value.Activate(activation), Tensor.Of(x, 1, 5)).Output);
        Served.AssertNear([.. x.Select(v => MathF.Log(1 + MathF.Exp(v)))], Served.Run(value => value.Softplus(), Tensor.Of(x, 1, 5)).Output);
        var total = x.Sum(MathF.Exp);
        Served.AssertNear([.. x.Select(v => MathF.Exp(v) / total)], Served.Run(value => value.Softmax(), Tensor.Of(x, 1, 5)).Output);
    }

    [Fact]
    public void Branches_come_together()
    {
        var input = Tensor.Of([1f, 2, 3, 4], 2, 2);
        Assert.Equal([2, 6, 12, 20], Served.Run(value => value.Residual(inner => inner.Multiply(inner)), input).Output);
        Assert.Equal([1, 2, 2, 4, 3, 4, 6, 8], Served.Run(value => value.Concat(-1, value.Add(value)), input).Output);
        Assert.Equal([1, 3, 2, 4], Served.Run(value => value.Reshape(2, 2).Swap(), Tensor.Of([1f, 2, 3, 4], 1, 4)).Output);
    }

    [Fact]
    public void What_draws_by_chance_does_nothing_when_served()
    {
        var input = Served.Numbers(3, 4);
        Assert.Equal(input.Span<float>().ToArray(), Served.Run(value => value.Dropout(0.5f).Add(value.Noise()), input).Output);
    }

    private static void Check(Func<NetworkValue, NetworkValue> layer, params long[] shape)
    {
        var builder = new NetworkBuilder("shape", 1);
        var value = layer(builder.Input("in", shape[1..]));
        builder.Output("out", value);
        using var session = new Saker.Onnx.Sessions.OnnxSession(builder.Build().Model);
        var given = session.Run(new Dictionary<string, Tensor> { ["in"] = Served.Numbers(shape) })[0];
        Assert.Equal([shape[0], .. value.Shape.Skip(1)], given.Shape);
    }
}
