using Saker.Data;
using Saker.Learning.Drift.Streams;

namespace Saker.Learning.Tests.Drift.Streams;

public sealed class StreamDetectorsTests
{
    public static TheoryData<string> Names => [.. StreamDetectors.Names];

    [Fact]
    public void Adwin_finds_the_change_of_the_documented_stream_at_1023_and_nothing_else() => Assert.Equal([1023], Found(new Adwin(), Documented()));

    [Fact]
    public void Page_and_Hinkley_find_the_change_of_the_documented_stream_at_1006_and_nothing_else() => Assert.Equal([1006], Found(new PageHinkley(), Documented()));

    [Fact]
    public void Adwin_keeps_the_mean_and_the_variance_of_its_window()
    {
        var (detector, chance) = (new Adwin(), new Xoshiro256(5));
        double[] values = [.. Enumerable.Range(0, 1_000).Select(_ => 3 + chance.NextNormal())];
        Assert.Empty(Found(detector, values));
        Assert.Equal(1_000, detector.Count);
        Assert.Equal(values.Average(), detector.Mean, 9);
        Assert.Equal(values.Average(value => Math.Pow(value - values.Average(), 2)), detector.Variance, 9);
        Found(detector, [.. Enumerable.Repeat(8.0, 600)]);
        Assert.InRange(detector.Mean, 7.5, 8.01);
        Assert.InRange(detector.Variance, 0, 2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_rising_error_rate_is_found_soon(string name)
    {
        var (detector, chance) = (StreamDetectors.Create(name), new Xoshiro256(11));
        double[] errors = [.. Enumerable.Range(0, 3_000).Select(i => chance.NextDouble() < (i < 2_000 ? 0.1 : 0.6) ? 1.0 : 0.0)];
        var found = Found(detector, errors);
        Assert.Contains(found, index => index is >= 2_000 and < 2_300);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_that_was_written_and_read_goes_on_as_if_nothing_had_been(string name)
    {
        var (detector, chance) = (StreamDetectors.Create(name), new Xoshiro256(13));
        for (var i = 0; i < 4_000; i++)
        {
            var value = chance.NextDouble() < (i % 1_500 < 900 ? 0.2 : 0.7) ? 1.0 : 0.0;
            if (i % 371 == 0)
            {
                var read = StreamDetectors.FromJson(detector.ToJson());
                Assert.Equal(detector.ToJson(), read.ToJson());
                var (own, other) = (detector.Update(value), read.Update(value));
                Assert.Equal(own, other);
                detector = read;
            }
            else
            {
                detector.Update(value);
            }
        }
        Assert.Equal(name, detector.Name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_number_that_is_none_is_refused_and_changes_nothing(string name)
    {
        var detector = StreamDetectors.Create(name);
        detector.Update(1);
        var before = detector.ToJson();
        Assert.Throws<ArgumentException>(() => detector.Update(double.NaN));
        Assert.Equal(before, detector.ToJson());
    }

    [Theory]
    [InlineData("ddm")]
    [InlineData("eddm")]
    public void Detectors_of_errors_take_only_right_and_wrong(string name) => Assert.Throws<ArgumentException>(() => StreamDetectors.Create(name).Update(0.5));

    [Fact]
    public void Ddm_warns_before_it_calls()
    {
        var (detector, chance) = (new Ddm(), new Xoshiro256(17));
        var states = Enumerable.Range(0, 2_000).Select(i => detector.Update(chance.NextDouble() < (i < 1_000 ? 0.1 : 0.4) ? 1 : 0)).ToList();
        var at = states.IndexOf(DetectorState.Drift);
        Assert.InRange(at, 1_000, 1_200);
        Assert.Equal(DetectorState.Warning, states[at - 1]);
    }

    /// <summary>Ten streams of 100,000 values of an accurate model that stays as it is; EDDM is known for calling often, the others are not.</summary>
    [Theory]
    [InlineData("adwin", 0.001, 2)]
    [InlineData("adwin", 0.01, 2)]
    [InlineData("ddm", 0.001, 5)]
    [InlineData("ddm", 0.01, 5)]
    [InlineData("kswin", 0.001, 0)]
    [InlineData("kswin", 0.01, 0)]
    [InlineData("eddm", 0.001, 25)]
    [InlineData("eddm", 0.01, 100)]
    public void An_accurate_model_that_stays_as_it_is_hardly_ever_counts_as_changed(string name, double rate, int maxCalls)
    {
        var calls = 0;
        Parallel.For(0, 10, seed =>
        {
            var (detector, chance) = (StreamDetectors.Create(name), Xoshiro256.Of(29, seed));
            for (var i = 0; i < 100_000; i++)
                if (detector.Update(chance.NextDouble() < rate ? 1 : 0) == DetectorState.Drift)
                    Interlocked.Increment(ref calls);
        });
        Assert.InRange(calls, 0, maxCalls);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.01)]
    public void Ddm_finds_soon_that_an_accurate_model_fails(double rate)
    {
        var (detector, chance) = (new Ddm(), new Xoshiro256(31));
        double[] errors = [.. Enumerable.Range(0, 2_000).Select(i => chance.NextDouble() < (i < 1_000 ? rate : 0.6) ? 1.0 : 0.0)];
        Assert.InRange(Found(detector, errors)[0], 1_000, 1_150);
    }

    [Fact]
    public void Kswin_sees_a_spread_that_grows_under_an_equal_mean()
    {
        var (detector, chance) = (new Kswin(new KswinSettings { WindowLength = 400, SampleLength = 150 }), new Xoshiro256(19));
        double[] values = [.. Enumerable.Range(0, 2_000).Select(i => chance.NextNormal() * (i < 1_000 ? 1 : 5))];
        Assert.Contains(Found(detector, values), index => index is >= 1_000 and < 1_200);
    }

    [Fact]
    public void Cusum_finds_a_small_lasting_shift_in_either_direction()
    {
        foreach (var sign in new[] { 1, -1 })
        {
            var (detector, chance) = (new Cusum(), new Xoshiro256(23));
            double[] values = [.. Enumerable.Range(0, 2_000).Select(i => 5 + chance.NextNormal() + (i < 1_000 ? 0 : sign))];
            Assert.InRange(Found(detector, values)[0], 1_000, 1_060);
        }
    }

    [Fact]
    public void Settings_out_of_range_are_all_named()
    {
        var refused = Assert.Throws<SakerException>(() => new Adwin(new AdwinSettings { Delta = 0, Clock = 0 }));
        Assert.Equal(["delta", "clock"], refused.Problems.Select(problem => problem.Field));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no json")]
    [InlineData("""{"detector":"adwin","settings":{},"state":{}}""")]
    [InlineData("""{"detector":"other","settings":{},"state":{}}""")]
    public void What_no_detector_wrote_is_refused(string json) => Assert.Throws<SakerException>(() => StreamDetectors.FromJson(json));

    private static double[] Documented() => [.. DriftReference.List("stream").Select(item => item.GetDouble())];

    private static int[] Found(IStreamDetector detector, double[] values) => [.. Enumerable.Range(0, values.Length).Where(i => detector.Update(values[i]) == DetectorState.Drift)];
}
