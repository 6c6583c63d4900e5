using Saker.Learning.Neural.Training;
using Saker.Learning.Vision;
using Saker.Onnx;
using Saker.Testing;

namespace Saker.Benchmarks.Neural;

/// <summary>Pictures of castings, small and grey, each sound (0) or defect (1), with the part that its set puts it in.</summary>
internal sealed class CastingPictures
{
    private readonly Tensor _images;
    private readonly long[] _labels;
    private readonly bool[] _isTest;

    private CastingPictures(Tensor images, long[] labels, bool[] isTest) => (_images, _labels, _isTest) = (images, labels, isTest);

    public int Count => _labels.Length;

    /// <summary>Whether the set holds a picture out.</summary>
    public bool IsTest(int picture) => _isTest[picture];

    public static CastingPictures Read(int size, CancellationToken cancellationToken)
    {
        string[][] lines = [.. File.ReadLines(RealData.FullPath("images_casting", "labels.csv")).Skip(1).Select(line => line.Split(','))];
        var images = ImageReader.Read([.. lines.Select(line => RealData.FullPath("images_casting", line[0]))], new ImageSettings { Width = size, Height = size, IsGrey = true }, cancellationToken);
        return new CastingPictures(images, [.. lines.Select(line => line[2] == "defect" ? 1L : 0L)], [.. lines.Select(line => line[1] == "test")]);
    }

    /// <summary>1 for a defect.</summary>
    public long Label(int picture) => _labels[picture];

    /// <summary>Some of the pictures, as they are or turned.</summary>
    public ExampleSet Take(IReadOnlyList<int> pictures, bool isMirrored = false, bool isUpsideDown = false)
    {
        var (height, width) = ((int)_images.Shape[2], (int)_images.Shape[3]);
        var values = new float[pictures.Count * height * width];
        for (var i = 0; i < pictures.Count; i++)
            for (var row = 0; row < height; row++)
            {
                var line = values.AsSpan((i * height + row) * width, width);
                _images.Span<float>().Slice((pictures[i] * height + (isUpsideDown ? height - 1 - row : row)) * width, width).CopyTo(line);
                if (isMirrored)
                    line.Reverse();
            }
        return ExampleSet.Of(new Dictionary<string, Tensor> { ["images"] = Tensor.Of(values, pictures.Count, 1, height, width) }, Tensor.Vector([.. pictures.Select(picture => _labels[picture])]));
    }
}
