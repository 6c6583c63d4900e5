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

    public ExampleSet Take(IReadOnlyList<int> pictures)
    {
        var size = _images.Count / Count;
        var values = new float[pictures.Count * size];
        for (var i = 0; i < pictures.Count; i++)
            _images.Span<float>().Slice(pictures[i] * (int)size, (int)size).CopyTo(values.AsSpan(i * (int)size));
        return ExampleSet.Of(new Dictionary<string, Tensor> { ["images"] = Tensor.Of(values, [pictures.Count, .. _images.Shape.Skip(1)]) }, Tensor.Vector([.. pictures.Select(picture => _labels[picture])]));
    }
}
