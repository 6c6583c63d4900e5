using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Platform;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker keys create|list|revoke</c>: the keys by which callers of a server get in. Works on the home; a running server follows.</summary>
internal static class KeysCommand
{
    public static Command Create() => new("keys", "Make, list and revoke the keys by which callers of a server get in.")
    {
        CreateKey(),
        ListKeys(),
        RevokeKey(),
    };

    private static Command CreateKey()
    {
        var name = new Option<string>("--name") { Description = "Who or what will use it.", Required = true };
        var role = new Option<string>("--role") { Description = "What it may do: viewer, user (predicts), deployer (deploys and trains) or admin.", Required = true };
        var days = new Option<int?>("--expires") { Description = "It stops working by itself after this many days." };
        var policy = new KeyPolicyOptions();
        var command = new Command("create", "Make a key. It is shown once; a running server knows it within a second.") { name, role, days };
        foreach (var option in policy.All)
            command.Options.Add(option);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var request = new KeyRequest(parsed.GetValue(name)!, Roles.Parse(parsed.GetValue(role)))
            {
                Policy = policy.Read(parsed),
                ExpiresAt = Expiry(parsed.GetValue(days)),
            };
            var created = await platform.Keys.CreateAsync(request, cancellationToken);
            await NoteAsync(platform, AuditActs.KeyCreated, created.Key);
            output.Write(new { key = AsJson(created.Key), secret = created.Text }, console =>
            {
                console.WriteLine(created.Text);
                console.WriteLine($"This is key {created.Key.Id}, '{created.Key.Name}', with the role {created.Key.Role.Word()}. Keep the line above: it is not shown again.");
            });
            return 0;
        });
        return command;
    }

    private static Command ListKeys()
    {
        var command = new Command("list", "List keys, the newest first, without their secrets.");
        command.SetPlatformAction(async (_, output, platform, cancellationToken) =>
        {
            var keys = await platform.Keys.ListAsync(cancellationToken);
            output.Write(keys.Select(AsJson), console => Show(console, keys));
            return 0;
        });
        return command;
    }

    private static Command RevokeKey()
    {
        var id = new Argument<string>("id") { Description = "The key's id, or the name of a key that works." };
        var command = new Command("revoke", "End a key for good. A running server refuses it within a second.") { id };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var wanted = parsed.GetValue(id)!;
            var keys = await platform.Keys.ListAsync(cancellationToken);
            var named = keys.FirstOrDefault(key => key.Id == wanted) ?? keys.FirstOrDefault(key => key.Name == wanted && key.RevokedAt is null);
            var revoked = await platform.Keys.RevokeAsync(named?.Id ?? wanted, cancellationToken);
            await NoteAsync(platform, AuditActs.KeyRevoked, revoked);
            output.Write(AsJson(revoked), console => console.WriteLine($"key {revoked.Id}, '{revoked.Name}', is revoked"));
            return 0;
        });
        return command;
    }

    private static void Show(IAnsiConsole console, IReadOnlyList<ApiKey> keys)
    {
        if (keys.Count == 0)
        {
            console.WriteLine("There are no keys yet. Make one with: saker keys create --role admin --name NAME");
            return;
        }
        var table = CliOutput.Table("id", "name", "role", "state", "made", "last used", "expires");
        foreach (var key in keys)
        {
            table.AddRow(new Text(key.Id), new Text(key.Name), new Text(key.Role.Word()), new Text(key.State(TimeProvider.System.GetUtcNow())),
                new Text(Output.Show.Time(key.CreatedAt)), new Text(Time(key.LastUsedAt)), new Text(Time(key.ExpiresAt)));
        }
        console.Write(table);
    }

    private static DateTimeOffset? Expiry(int? days) => days switch
    {
        null => null,
        > 0 and <= 36_500 => TimeProvider.System.GetUtcNow().AddDays(days.Value),
        _ => throw new SakerException(ErrorKind.InvalidInput, $"--expires is {days}; give 1 to 36500 days.", "expires"),
    };

    private static Task NoteAsync(SakerPlatform platform, string act, ApiKey key) => LocalAct.NoteAsync(platform, act, $"{key.Id} {key.Name} ({key.Role.Word()})");

    private static string Time(DateTimeOffset? at) => at is { } time ? Output.Show.Time(time) : "-";

    private static object AsJson(ApiKey key) => new
    {
        id = key.Id,
        name = key.Name,
        role = key.Role,
        state = key.State(TimeProvider.System.GetUtcNow()),
        policy = key.Policy,
        createdAt = key.CreatedAt,
        lastUsedAt = key.LastUsedAt,
        expiresAt = key.ExpiresAt,
        revokedAt = key.RevokedAt,
    };
}
