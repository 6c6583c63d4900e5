using System.Runtime.CompilerServices;
using System.Text.Json;
using Saker.Data;
using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Samplers;
using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tests.Tuning.Samplers;

public sealed class SobolSequenceTests
{
    private static double[][] Reference([CallerFilePath] string thisFile = "") =>
        JsonSerializer.Deserialize<double[][]>(File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "reference", "sobol.json")))!;

    [Fact]
    public void Points_in_every_dimension_equal_those_of_scipy()
    {
        var sequence = SobolSequence.Plain(SobolSequence.MaxDimensions);
        var point = new double[SobolSequence.MaxDimensions];
        var reference = Reference();

        for (var i = 0; i < reference.Length; i++)
        {
            sequence.Point(i, point);
            Assert.Equal(reference[i], point);
        }
    }

    [Fact]
    public void Scrambling_keeps_one_point_in_each_part_of_each_dimension()
    {
        var sequence = SobolSequence.Scrambled(SobolSequence.MaxDimensions, new Xoshiro256(5));
        var point = new double[SobolSequence.MaxDimensions];
        var hits = new int[SobolSequence.MaxDimensions, 256];

        for (var i = 0; i < 256; i++)
        {
            sequence.Point(i, point);
            for (var j = 0; j < point.Length; j++)
                hits[j, (int)(point[j] * 256)]++;
        }

        Assert.All(hits.Cast<int>(), count => Assert.Equal(1, count));
    }

    [Fact]
    public void Scrambling_keeps_pairs_of_dimensions_balanced_and_differs_by_seed()
    {
        var (one, other) = (SobolSequence.Scrambled(2, new Xoshiro256(1)), SobolSequence.Scrambled(2, new Xoshiro256(2)));
        var (point, second) = (new double[2], new double[2]);
        var hits = new int[8, 8];
        var same = 0;

        for (var i = 0; i < 64; i++)
        {
            one.Point(i, point);
            other.Point(i, second);
            hits[(int)(point[0] * 8), (int)(point[1] * 8)]++;
            same += point[0] == second[0] ? 1 : 0;
        }

        // The first two dimensions make a (0, 6, 2)-net in base 2: one point in each of 64 squares.
        Assert.All(hits.Cast<int>(), count => Assert.Equal(1, count));
        Assert.True(same < 8);
    }

    [Fact]
    public void A_space_with_more_parameters_than_dimensions_is_refused()
    {
        var space = SearchSpace.Of([.. Enumerable.Range(0, SobolSequence.MaxDimensions + 1).Select(i => new NumberParameter { Name = $"x{i}", From = 0, To = 1 })]);

        var refused = Assert.Throws<SakerException>(() => new Study(new StudySettings { Space = space, Direction = Direction.Minimize, Sampler = new SobolSampler() }));

        Assert.Contains("64 dimensions", refused.Message, StringComparison.Ordinal);
    }
}
