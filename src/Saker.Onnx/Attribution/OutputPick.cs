namespace Saker.Onnx.Attribution;

/// <summary>Picks one class of each row: a tensor of the predictions' shape that is 1 there and 0 elsewhere.</summary>
internal static class OutputPick
{
    /// <param name="shape">The predictions' extents.</param>
    /// <param name="index">The class of each row, by the row's place.</param>
    public static Tensor Of(IReadOnlyList<long> shape, Func<int, int> index)
    {
        var (rows, classes, places) = Layout(shape);
        var pick = new float[rows * classes * places];
        for (var row = 0; row < rows; row++)
        {
            var chosen = index(row);
            if (chosen < 0 || chosen >= classes)
                throw new OnnxException($"The output has {classes} classes, numbered from 0; class {chosen} was asked for.");
            Array.Fill(pick, 1, (row * classes + chosen) * places, places);
        }
        return Tensor.Of(pick, [.. shape]);
    }

    /// <summary>The class of each row whose predictions are largest.</summary>
    public static int[] Largest(Tensor predictions)
    {
        var (rows, classes, places) = Layout(predictions.Shape);
        var values = predictions.Span<float>();
        var largest = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            var most = double.NegativeInfinity;
            for (var column = 0; column < classes; column++)
            {
                var sum = 0.0;
                foreach (var value in values.Slice((row * classes + column) * places, places))
                    sum += value;
                if (sum > most)
                    (most, largest[row]) = (sum, column);
            }
        }
        return largest;
    }

    private static (int Rows, int Classes, int Places) Layout(IReadOnlyList<long> shape) => shape.Count switch
    {
        0 => (1, 1, 1),
        1 => ((int)shape[0], 1, 1),
        _ => ((int)shape[0], (int)shape[1], (int)shape.Skip(2).Aggregate(1L, (product, extent) => product * extent)),
    };
}
