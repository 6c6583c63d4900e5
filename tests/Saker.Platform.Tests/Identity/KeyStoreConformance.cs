using Saker.Data;
using Saker.Platform.Identity;

namespace Saker.Platform.Tests.Identity;

/// <summary>What every <see cref="IKeyStore"/> does.</summary>
public abstract class KeyStoreConformance(TestBackend backend) : StoreConformance(backend)
{
    private IKeyStore Store => Saker.Keys;

    [Fact]
    public async Task A_key_is_listed_as_it_was_made_and_without_its_secret()
    {
        var policy = new KeyPolicy { RequestsPerSecond = 2.5, Burst = 7, RequestsPerDay = 10, RowsPerDay = 20, DistinctRowsPerDay = 30, ScoreDecimals = 2 };
        var end = DateTimeOffset.FromUnixTimeMilliseconds(4_000_000_000_000);
        var made = await Store.CreateAsync(new KeyRequest("shop", Role.User) { Policy = policy, ExpiresAt = end }, Cancellation);
        var key = Assert.Single(await Store.ListAsync(Cancellation));
        Assert.Equal(made.Key, key);
        Assert.Equal(("shop", Role.User, policy, end), (key.Name, key.Role, key.Policy, key.ExpiresAt));
        Assert.Matches($"^saker_{key.Id}_[0-9a-z]{{52}}$", made.Text);
        var secret = made.Text[^52..];
        Assert.DoesNotContain(secret, key.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, made.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_working_keys_cannot_have_the_same_name_but_a_revoked_one_frees_it()
    {
        var first = await Store.CreateAsync(new KeyRequest("shop", Role.User), Cancellation);
        await Failures.OfAsync(ErrorKind.Conflict, () => Store.CreateAsync(new KeyRequest("shop", Role.Admin), Cancellation));
        await Store.RevokeAsync(first.Key.Id, Cancellation);
        var second = await Store.CreateAsync(new KeyRequest("shop", Role.Admin), Cancellation);
        Assert.NotEqual(first.Key.Id, second.Key.Id);
        Assert.Equal(2, (await Store.ListAsync(Cancellation)).Count);
        Assert.Equal(second.Key.Id, Assert.Single(await Store.LoadAsync(Cancellation)).Key.Id);
    }

    [Fact]
    public async Task Every_change_moves_the_revision_for_other_processes_and_revoking_twice_does_not()
    {
        var other = (await Backend.OpenAsync()).Keys;
        var before = await other.GetRevisionAsync(Cancellation);
        var made = await Store.CreateAsync(new KeyRequest("a", Role.Viewer), Cancellation);
        var afterMaking = await other.GetRevisionAsync(Cancellation);
        var revoked = await Store.RevokeAsync(made.Key.Id, Cancellation);
        var afterRevoking = await other.GetRevisionAsync(Cancellation);
        Assert.True(before < afterMaking && afterMaking < afterRevoking);
        Assert.Equal(revoked, await other.RevokeAsync(made.Key.Id, Cancellation));
        Assert.Equal(afterRevoking, await other.GetRevisionAsync(Cancellation));
    }

    [Fact]
    public async Task A_key_that_is_not_there_cannot_be_revoked() =>
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.RevokeAsync("nobody", Cancellation));

    [Fact]
    public async Task All_that_is_wrong_with_a_request_is_named_at_once()
    {
        var request = new KeyRequest("no spaces", Role.User)
        {
            ExpiresAt = DateTimeOffset.UnixEpoch,
            Policy = new KeyPolicy { RequestsPerSecond = 0, RowsPerDay = -1, ScoreDecimals = 16 },
        };
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.CreateAsync(request, Cancellation));
        Assert.Equal(["expiresAt", "name", "requestsPerSecond", "rowsPerDay", "scoreDecimals"], failure.Problems.Select(problem => problem.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_secret_of_an_installation_is_the_same_for_all_who_open_it()
    {
        var other = (await Backend.OpenAsync()).Keys;
        var secret = await Store.GetInstallationSecretAsync(Cancellation);
        Assert.Equal(32, secret.Length);
        Assert.Equal(secret.ToArray(), (await other.GetInstallationSecretAsync(Cancellation)).ToArray());
    }
}
