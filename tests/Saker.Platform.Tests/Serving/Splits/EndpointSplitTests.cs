using Saker.Data;
using Saker.Platform.Serving.Splits;
using Saker.Testing;

namespace Saker.Platform.Tests.Serving.Splits;

public sealed class EndpointSplitTests
{
    [Fact]
    public void A_split_is_the_same_after_the_store_had_it()
    {
        var split = SplitServing.Split(4000, 3000, 3000) with { Revision = 7, Key = SplitKey.Parse("field:customer_id"), Shield = false, Shadow = new ShadowLimits { MaxShare = 0.1 } };
        // An arm between two others that change remembers which keys it has.
        var moved = split.WithWeights([1000, 6000, 3000]).WithWeights([6000, 1000, 3000]).WithWeights([2000, 1000, 7000]).WithWeights([1000, 4000, 5000]);
        foreach (var one in (EndpointSplit[])[split, moved, split with { Kind = SplitKind.Shadow }])
        {
            var text = SplitText.Write(one);
            Assert.Equal(one, SplitText.Read(text));
            Assert.Equal(one.GetHashCode(), SplitText.Read(text).GetHashCode());
        }
        Assert.NotEqual(split, moved);
        Assert.Contains("\"key\":\"field:customer_id\"", SplitText.Write(split));
        Assert.Throws<SakerException>(() => SplitText.Read("{}"));
        Assert.Throws<SakerException>(() => SplitText.Read("no"));
    }

    [Fact]
    public void All_that_is_wrong_is_named_at_once()
    {
        var wrong = new EndpointSplit
        {
            RolloutId = "",
            Arms = [new SplitArm { Name = "a", Model = "m", Version = 1, Weight = 9000 }, new SplitArm { Name = "a", Model = "m", Version = 2, Weight = 20_000 }],
            Shadow = new ShadowLimits { MaxConcurrency = 0, MaxPendingRows = 0, MaxPendingBytes = 0, MaxShare = double.NaN, MaxDelay = TimeSpan.FromHours(1) },
        };
        var failure = Failures.Of(ErrorKind.InvalidInput, wrong.Validate);
        Assert.Equal(
            ["rolloutId", "arms[1].weight", "arms[1].name", "arms", "shadow.maxConcurrency", "shadow.maxPendingRows", "shadow.maxPendingBytes", "shadow.maxShare", "shadow.maxDelay"],
            failure.Problems.Select(problem => problem.Field));
        Failures.Of(ErrorKind.InvalidInput, () => SplitServing.Split(10_000).Validate());
        Failures.Of(ErrorKind.InvalidInput, () => SplitServing.Split(5000, 5000).WithWeights([5000, 4000]));
        Failures.Of(ErrorKind.InvalidInput, () => SplitServing.Split(5000, 5000).WithWeights([10_000]));
    }

    [Theory]
    [InlineData("0-99", "0-99")]
    [InlineData("0-98", "100-199")]
    [InlineData("0-99", null)]
    [InlineData("0-99", "9950-10049")]
    [InlineData("99-0", "100-199")]
    [InlineData("a-b", "100-199")]
    public void Slots_that_do_not_fit_are_refused(string first, string? second)
    {
        var split = SplitServing.Split(9800, 100, 100);
        var stored = split with { Arms = [split.Arms[0], split.Arms[1] with { Slots = first }, split.Arms[2] with { Slots = second }] };
        Assert.Equal("arms", Failures.Of(ErrorKind.InvalidInput, stored.Validate).Problems.Single().Field);
    }

    [Theory]
    [InlineData("request", "request")]
    [InlineData("header:X-Customer-Id", "header:x-customer-id")]
    [InlineData("field:Customer Id", "field:Customer Id")]
    public void Keys_are_read_from_their_text(string text, string expected) => Assert.Equal(expected, SplitKey.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("header:")]
    [InlineData("header:a b")]
    [InlineData("field:")]
    [InlineData("cookie:a")]
    public void What_is_no_key_is_refused(string text) => Assert.Equal("key", Failures.Of(ErrorKind.InvalidInput, () => SplitKey.Parse(text)).Problems.FirstOrDefault()?.Field ?? "key");
}
