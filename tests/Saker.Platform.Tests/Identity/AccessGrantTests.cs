using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Platform.Identity;
using Saker.Testing;

namespace Saker.Platform.Tests.Identity;

public sealed class AccessGrantTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void A_quota_of_requests_is_full_at_its_number_and_empty_at_midnight()
    {
        var grant = Grant(new KeyPolicy { RequestsPerDay = 2 });
        Assert.True(grant.TryTakeRequest(out _));
        Assert.True(grant.TryTakeRequest(out _));
        Assert.False(grant.TryTakeRequest(out var reached));
        Assert.Equal("requestsPerDay", reached!.Limit);
        Assert.Equal(TimeSpan.FromDays(1) - _time.GetUtcNow().TimeOfDay, reached.RetryAfter);
        _time.Advance(reached.RetryAfter);
        Assert.True(grant.TryTakeRequest(out _));
    }

    [Fact]
    public void A_quota_of_rows_refuses_what_does_not_fit_whole_and_takes_what_does()
    {
        var grant = Grant(new KeyPolicy { RowsPerDay = 10 });
        grant.CountRows("churn", Rows(7, 0));
        var failure = Assert.Throws<SakerException>(() => grant.CountRows("churn", Rows(4, 0)));
        Assert.Equal((ErrorKind.LimitExceeded, "rowsPerDay"), (failure.Kind, failure.Field));
        Assert.NotNull(failure.RetryAfter);
        Assert.Contains("3 are left", failure.Message, StringComparison.Ordinal);
        grant.CountRows("churn", Rows(3, 0));
    }

    [Fact]
    public void Distinct_rows_are_counted_exactly_while_few_and_by_endpoint()
    {
        var grant = Grant(new KeyPolicy { DistinctRowsPerDay = 100 });
        for (var again = 0; again < 5; again++)
            grant.CountRows("churn", Rows(100, 0));
        grant.CountRows("fraud", Rows(100, 500));
        Assert.Equal("distinctRowsPerDay", Assert.Throws<SakerException>(() => grant.CountRows("churn", Rows(1, 9_999))).Field);
        grant.CountRows("fraud", Rows(1, 500));
        _time.Advance(TimeSpan.FromDays(1));
        grant.CountRows("churn", Rows(1, 9_999));
    }

    [Fact]
    public void Many_distinct_rows_are_refused_within_the_error_of_the_sketch()
    {
        const int limit = 20_000;
        var grant = Grant(new KeyPolicy { DistinctRowsPerDay = limit });
        var asked = 0;
        while (asked < 2 * limit)
        {
            try
            {
                grant.CountRows("churn", Rows(100, asked));
            }
            catch (SakerException)
            {
                break;
            }
            asked += 100;
        }
        // Three standard errors of 2.3 %.
        Assert.InRange(asked, limit * 0.93, limit * 1.07);
    }

    [Fact]
    public void Single_rows_by_their_bytes_are_counted_too()
    {
        var grant = Grant(new KeyPolicy { DistinctRowsPerDay = 1 });
        grant.CountRow("churn", "a"u8);
        grant.CountRow("churn", "a"u8);
        Assert.Throws<SakerException>(() => grant.CountRow("churn", "b"u8));
    }

    [Theory]
    [InlineData(2, 0.123456f, 0.12f)]
    [InlineData(0, 0.6f, 1f)]
    [InlineData(3, float.NaN, float.NaN)]
    [InlineData(3, float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(1, -0.26f, -0.3f)]
    public void Scores_keep_the_decimals_that_the_key_may_see(int decimals, float score, float seen)
    {
        var grant = Grant(new KeyPolicy { ScoreDecimals = decimals });
        var output = Tensor(ElementType.Float32, 1);
        output.Elements<float>()[0] = score;
        var whole = Tensor(ElementType.Int64, 1);
        whole.Elements<long>()[0] = 123;
        grant.RoundScores([output, whole]);
        Assert.Equal(seen, output.Elements<float>()[0]);
        Assert.Equal(123, whole.Elements<long>()[0]);
        Assert.Equal(double.IsFinite(score) ? Math.Round((double)score, decimals) : score, grant.Round(score));
    }

    [Fact]
    public void Every_floating_type_is_rounded()
    {
        var grant = Grant(new KeyPolicy { ScoreDecimals = 1 });
        var (twice, half, brain) = (Tensor(ElementType.Float64, 1), Tensor(ElementType.Float16, 1), Tensor(ElementType.BFloat16, 1));
        twice.Elements<double>()[0] = 0.777;
        half.Elements<Half>()[0] = (Half)0.777;
        brain.Elements<ushort>()[0] = (ushort)(BitConverter.SingleToUInt32Bits(0.777f) >> 16);
        grant.RoundScores([twice, half, brain]);
        Assert.Equal(0.8, twice.Elements<double>()[0]);
        Assert.Equal((Half)0.8, half.Elements<Half>()[0]);
        Assert.Equal(0.8f, BitConverter.UInt32BitsToSingle((uint)brain.Elements<ushort>()[0] << 16), 0.004f);
    }

    [Fact]
    public void Who_is_local_has_no_limits_and_may_all()
    {
        var grant = AccessGrant.Local;
        Assert.All(Roles.All, role => Assert.True(grant.Allows(role)));
        Assert.True(grant.TryTakeRequest(out _));
        grant.CountRows("churn", Rows(1_000, 0));
        Assert.Equal(0.123456789, grant.Round(0.123456789));
        Assert.False(grant.HasEnded);
    }

    [Fact]
    public void Roles_may_what_those_before_them_may()
    {
        foreach (var role in Roles.All)
            foreach (var needed in Roles.All)
                Assert.Equal(role >= needed, new AccessGrant("a", "a", role, KeyPolicy.None, null, 0, null).Allows(needed));
    }

    private AccessGrant Grant(KeyPolicy policy) => new("shop", "id", Role.User, policy, new KeyMeter("id", policy, _time), 42, null);

    private static TensorBuffer Tensor(ElementType type, params long[] shape)
    {
        var tensor = new TensorBuffer(type);
        tensor.Reset(shape);
        return tensor;
    }

    private static TensorBuffer[] Rows(int count, int first)
    {
        var (numbers, texts) = (Tensor(ElementType.Int64, count, 1), Tensor(ElementType.Text, count, 1));
        for (var i = 0; i < count; i++)
        {
            numbers.Elements<long>()[i] = first + i;
            texts.SetText(i, "same"u8);
        }
        return [numbers, texts];
    }
}
