using Saker.Learning.Neural.Building;
using Saker.Onnx;

namespace Saker.Learning.Tests.Neural.Building;

/// <summary>Layers in plain loops, as their papers and ONNX's operators have them.</summary>
internal static class Reference
{
    public static float[] Dense(ReadOnlySpan<float> input, float[] weight, float[] bias)
    {
        var (width, inputs) = (bias.Length, weight.Length / bias.Length);
        var given = new float[input.Length / inputs * width];
        for (var row = 0; row < input.Length / inputs; row++)
            for (var to = 0; to < width; to++)
            {
                var sum = (double)bias[to];
                for (var from = 0; from < inputs; from++)
                    sum += input[row * inputs + from] * weight[from * width + to];
                given[row * width + to] = (float)sum;
            }
        return given;
    }

    // One axis counts as an image of height 1 with a kernel of height 1.
    public static float[] Conv(Tensor input, float[] weight, float[] bias, int channels, int kernel, ConvolutionSettings settings)
    {
        var isImage = input.Shape.Count == 4;
        var (rows, before, height, width) = ((int)input.Shape[0], (int)input.Shape[1], isImage ? (int)input.Shape[2] : 1, (int)input.Shape[^1]);
        var reach = (kernel - 1) * settings.Dilation;
        var (first, both) = settings.Padding is { } padding ? (padding, 2 * padding) : (reach / 2, reach);
        var (kernelHeight, firstRow) = isImage ? (kernel, first) : (1, 0);
        var outHeight = isImage ? (height + both - reach - 1) / settings.Stride + 1 : 1;
        var outWidth = (width + both - reach - 1) / settings.Stride + 1;
        var (inGroup, outGroup) = (before / settings.Groups, channels / settings.Groups);
        var values = input.Span<float>();
        var given = new List<float>();
        for (var n = 0; n < rows; n++)
            for (var c = 0; c < channels; c++)
                for (var y = 0; y < outHeight; y++)
                    for (var x = 0; x < outWidth; x++)
                    {
                        var sum = (double)bias[c];
                        for (var d = 0; d < inGroup; d++)
                            for (var i = 0; i < kernelHeight; i++)
                                for (var j = 0; j < kernel; j++)
                                {
                                    var (atY, atX) = (y * settings.Stride - firstRow + i * settings.Dilation, x * settings.Stride - first + j * settings.Dilation);
                                    if (atY >= 0 && atY < height && atX >= 0 && atX < width)
                                        sum += values[((n * before + c / outGroup * inGroup + d) * height + atY) * width + atX] * weight[((c * inGroup + d) * kernelHeight + i) * kernel + j];
                                }
                        given.Add((float)sum);
                    }
        return [.. given];
    }

    public static (float[] All, float[] Last) Lstm(Tensor input, float[] weight, float[] recurrence, float[] bias, int width, bool isBidirectional) =>
        Recurrent(input, width, isBidirectional, (direction, x, state, cell) =>
        {
            var sums = Gates(direction, 4, width, x, weight, bias, 0).Zip(Gates(direction, 4, width, state, recurrence, bias, 1), (a, b) => a + b).ToArray();
            for (var i = 0; i < width; i++)
            {
                cell[i] = Logistic(sums[2 * width + i]) * cell[i] + Logistic(sums[i]) * Math.Tanh(sums[3 * width + i]);
                state[i] = Logistic(sums[width + i]) * Math.Tanh(cell[i]);
            }
        });

    public static (float[] All, float[] Last) Gru(Tensor input, float[] weight, float[] recurrence, float[] bias, int width, bool isBidirectional) =>
        Recurrent(input, width, isBidirectional, (direction, x, state, _) =>
        {
            var (outer, inner) = (Gates(direction, 3, width, x, weight, bias, 0), Gates(direction, 3, width, state, recurrence, bias, 1));
            for (var i = 0; i < width; i++)
            {
                var update = Logistic(outer[i] + inner[i]);
                var candidate = Math.Tanh(outer[2 * width + i] + Logistic(outer[width + i] + inner[width + i]) * inner[2 * width + i]);
                state[i] = (1 - update) * candidate + update * state[i];
            }
        });

    // Weights are those of query, key, value and output; shifts are zeros.
    public static float[] Attention(Tensor input, float[][] weights, int heads, Func<int, int, int, bool> isSeen)
    {
        var (rows, steps, width) = ((int)input.Shape[0], (int)input.Shape[1], (int)input.Shape[2]);
        var parts = weights.Take(3).Select(weight => Dense(input.Span<float>(), weight, new float[width])).ToArray();
        var head = width / heads;
        var joined = new float[rows * steps * width];
        for (var row = 0; row < rows; row++)
            for (var h = 0; h < heads; h++)
                for (var from = 0; from < steps; from++)
                {
                    int At(int step, int i) => (row * steps + step) * width + h * head + i;
                    var shares = Enumerable.Range(0, steps).Select(to => isSeen(row, from, to) ? Math.Exp(Enumerable.Range(0, head).Sum(i => (double)parts[0][At(from, i)] * parts[1][At(to, i)]) / Math.Sqrt(head)) : 0).ToArray();
                    for (var i = 0; i < head; i++)
                        joined[At(from, i)] = (float)(Enumerable.Range(0, steps).Sum(to => shares[to] * parts[2][At(to, i)]) / shares.Sum());
                }
        return Dense(joined, weights[3], new float[width]);
    }

    private static (float[] All, float[] Last) Recurrent(Tensor input, int width, bool isBidirectional, Action<int, float[], double[], double[]> step)
    {
        var (rows, steps, features) = ((int)input.Shape[0], (int)input.Shape[1], (int)input.Shape[2]);
        var directions = isBidirectional ? 2 : 1;
        var all = new float[rows * steps * directions * width];
        var last = new float[rows * directions * width];
        for (var row = 0; row < rows; row++)
            for (var direction = 0; direction < directions; direction++)
            {
                var (state, cell) = (new double[width], new double[width]);
                for (var i = 0; i < steps; i++)
                {
                    var at = direction == 0 ? i : steps - 1 - i;
                    step(direction, input.Span<float>().Slice((row * steps + at) * features, features).ToArray(), state, cell);
                    for (var j = 0; j < width; j++)
                        all[((row * steps + at) * directions + direction) * width + j] = (float)state[j];
                }
                for (var j = 0; j < width; j++)
                    last[(row * directions + direction) * width + j] = (float)state[j];
            }
        return (all, last);
    }

    // Products of a direction's weights with what goes in or with its state, shifts added.
    private static double[] Gates<T>(int direction, int gates, int width, T[] input, float[] weight, float[] bias, int biasHalf)
        where T : System.Numerics.INumber<T>
    {
        var sums = new double[gates * width];
        for (var gate = 0; gate < sums.Length; gate++)
        {
            sums[gate] = bias[(direction * 2 + biasHalf) * sums.Length + gate];
            for (var i = 0; i < input.Length; i++)
                sums[gate] += double.CreateChecked(input[i]) * weight[(direction * sums.Length + gate) * input.Length + i];
        }
        return sums;
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
