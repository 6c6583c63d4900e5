namespace Saker.Server.Tests.Cli;

public sealed class KeysTests
{
    [Fact]
    public async Task Commands_reach_a_guarded_server_with_the_key_of_the_environment()
    {
        await using var server = new Http.Access.GuardedServer();
        await server.InitializeAsync();
        using var folder = new CliFolder();
        string[] list = ["endpoints", "--server", server.Inner.Server.Address.ToString()];
        using var refused = await SakerProcess.RunAsync(folder.Path, folder.Home, list);
        Assert.Contains("Set SAKER_KEY to a key", refused.Errors, StringComparison.Ordinal);
        using var answered = await SakerProcess.RunWithKeyAsync(folder.Path, server.Key(Platform.Identity.Role.Viewer).Text, list);
        Assert.Contains("churn/1", answered.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_made_listed_and_revoked_on_the_home_and_the_audit_tells_it()
    {
        using var folder = new CliFolder();
        using var made = await SakerProcess.RunAsync(folder.Path, folder.Home, "keys", "create", "--role", "user", "--name", "shop", "--score-decimals", "2", "--expires", "30", "--json");
        var id = made.Json.GetProperty("key").GetProperty("id").GetString()!;
        Assert.StartsWith($"saker_{id}_", made.Json.GetProperty("secret").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, made.Json.GetProperty("key").GetProperty("policy").GetProperty("scoreDecimals").GetInt32());

        using var listed = await SakerProcess.RunAsync(folder.Path, folder.Home, "keys", "list");
        Assert.Contains(id, listed.Output, StringComparison.Ordinal);
        using var revoked = await SakerProcess.RunAsync(folder.Path, folder.Home, "keys", "revoke", "shop");
        Assert.Equal(0, revoked.ExitCode);
        using var audit = await SakerProcess.RunAsync(folder.Path, folder.Home, "audit", "--json");
        Assert.Equal(["key.revoke local", "key.create local"], audit.Json.EnumerateArray().Select(entry => $"{entry.GetProperty("act").GetString()} {entry.GetProperty("actor").GetString()}"));

        using var wrong = await SakerProcess.RunAsync(folder.Path, folder.Home, "keys", "create", "--role", "emperor", "--name", "x");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("viewer, user, deployer, admin", wrong.Errors, StringComparison.Ordinal);
    }
}
