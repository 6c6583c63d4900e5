using Saker.Learning.Neural.Building;
using Saker.Learning.Neural.Presets;
using Saker.Onnx;
using Saker.Onnx.Sessions;
using Saker.Onnx.Training;
using Saker.Testing;

namespace Saker.Learning.Tests.Neural.Accuracy;

/// <summary>Networks of the presets on digits that people wrote, as served afterwards.</summary>
public sealed class DigitAccuracyTests
{
    private const int Rows = 32;

    [Fact]
    public void A_convolutional_network_reads_98_of_100_digits()
    {
        Assert.SkipUnless(RealData.Missing is null, RealData.Missing ?? "");
        var digits = Digits.Read();
        var network = new ConvolutionalNetwork { Height = 8, Width = 8, Outputs = 10, Dropout = 0.2f }.Build(1);
        var served = Train(network, Losses.CrossEntropy(), "images", digits, epochs: 15, (session, row, i) => session.Input<long>(session.Target)[i] = row.Digit);
        var logits = Run(served, "images", digits.HeldOut, 1, 8, 8).Chunk(10);
        var right = digits.HeldOut.Zip(logits).Count(pair => Array.IndexOf(pair.Second, pair.Second.Max()) == pair.First.Digit);
        Assert.True(right >= 0.98 * digits.HeldOut.Count, $"{right} of {digits.HeldOut.Count} digits were read.");
    }

    [Fact]
    public void Autoencoders_make_digits_again_from_short_codes()
    {
        Assert.SkipUnless(RealData.Missing is null, RealData.Missing ?? "");
        var digits = Digits.Read();
        var plain = Share(new Autoencoder { Features = Digits.Pixels, CodeWidth = 16, Widths = [64] }, digits);
        Assert.True(plain < 0.2, $"The autoencoder leaves {plain:0.000} of the variance.");
        var drawn = Share(new VariationalAutoencoder { Features = Digits.Pixels, CodeWidth = 12, Widths = [64] }, digits);
        Assert.True(drawn < 0.4, $"The variational autoencoder leaves {drawn:0.000} of the variance.");
    }

    // The squared error on held-out digits, as a share of that of the mean digit.
    private static double Share(NetworkPreset preset, Digits digits)
    {
        var served = Train(preset.Build(1), Losses.MeanSquared(), "numbers", digits, epochs: 40, (session, row, i) => row.Pixels.CopyTo(session.Input<float>(session.Target)[(i * Digits.Pixels)..]));
        var made = Run(served, "numbers", digits.HeldOut, Digits.Pixels);
        var mean = Enumerable.Range(0, Digits.Pixels).Select(pixel => digits.Train.Average(row => row.Pixels[pixel])).ToArray();
        var (error, spread) = (0.0, 0.0);
        for (var i = 0; i < made.Length; i++)
        {
            var (pixel, wanted) = (i % Digits.Pixels, digits.HeldOut[i / Digits.Pixels].Pixels[i % Digits.Pixels]);
            error += Math.Pow(made[i] - wanted, 2);
            spread += Math.Pow(mean[pixel] - wanted, 2);
        }
        return error / spread;
    }

    private static OnnxModel Train(Network network, Loss loss, string input, Digits digits, int epochs, Action<TrainingSession, (float[] Pixels, int Digit), int> setTarget)
    {
        using var session = new TrainingSession(network.Model, new TrainingSettings
        {
            Loss = loss, BatchSize = Rows, Optimizer = new Adam(), Parameters = network.Parameters, Undecayed = network.Undecayed, Penalties = network.Penalties, Seed = 1,
        });
        var order = Enumerable.Range(0, digits.Train.Count).ToArray();
        var chance = new Xoshiro256(1);
        var batches = order.Length / Rows;
        var rate = LearningRate.Cosine(3e-3, epochs * batches);
        for (var step = 0; step < epochs * batches; step++)
        {
            if (step % batches == 0)
                chance.Shuffle(order);
            for (var i = 0; i < Rows; i++)
            {
                var row = digits.Train[order[step % batches * Rows + i]];
                row.Pixels.CopyTo(session.Input<float>(input)[(i * Digits.Pixels)..]);
                setTarget(session, row, i);
            }
            session.Step(rate.At(step));
        }
        return session.ToModel();
    }

    private static float[] Run(OnnxModel model, string input, List<(float[] Pixels, int Digit)> rows, params long[] shape)
    {
        using var session = new OnnxSession(model);
        return session.Run(new Dictionary<string, Tensor> { [input] = Tensor.Of(rows.SelectMany(row => row.Pixels).ToArray(), [rows.Count, .. shape]) })[0].Span<float>().ToArray();
    }
}
