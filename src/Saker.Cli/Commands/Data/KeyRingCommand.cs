using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Data.Privacy.Keys;
using Spectre.Console;

namespace Saker.Cli.Commands.Data;

/// <summary><c>saker data keys create|list|rotate|import|remove</c>: the secret keys of tokens and hashes. Keys themselves are never shown.</summary>
internal static class KeyRingCommand
{
    public static Command Create() => new("keys", "Make and rotate the secret keys by which data is protected.")
    {
        CreateRing(),
        ListKeys(),
        Rotate(),
        Import(),
        Remove(),
    };

    private static Command CreateRing() => With("create", "Make a key ring with one random key. Back the file up: without it tokens cannot be taken back.", [], (parsed, ring, _) =>
        Task.FromResult(KeyRing.Create(ring.RequireFile(parsed), TimeProvider.System)));

    private static Command ListKeys() => With("list", "List the keys' ids, the oldest first.", [], (parsed, ring, _) => Task.FromResult(ring.Require(parsed)));

    private static Command Rotate() => With("rotate", "Make a new random key the active one; those before still open what they sealed.", [], async (parsed, ring, cancellationToken) =>
    {
        var opened = KeyRing.Open(ring.RequireFile(parsed));
        await opened.RotateAsync(TimeProvider.System, cancellationToken);
        return opened;
    });

    private static Command Import()
    {
        var variable = new Option<string?>("--from-env") { Description = "The environment variable that holds the key: 32 bytes in base64 or hexadecimal digits." };
        var file = new Option<string?>("--from-file") { Description = "The file that holds the key." };
        return With("import", "Add a key from elsewhere and make it the active one.", [variable, file], async (parsed, ring, cancellationToken) =>
        {
            var text = (parsed.GetValue(variable), parsed.GetValue(file)) switch
            {
                ({ } name, null) => Environment.GetEnvironmentVariable(name) ?? throw new SakerException(ErrorKind.NotFound, $"The environment variable {name} is not set.", "from-env"),
                (null, { } path) when File.Exists(path) => await File.ReadAllTextAsync(path, cancellationToken),
                (null, { } path) => throw new SakerException(ErrorKind.NotFound, $"There is no file '{path}'.", "from-file"),
                _ => throw new SakerException(ErrorKind.InvalidInput, "Say where the key is, by --from-env or --from-file; a key on the command line would be seen by others.", "from-env"),
            };
            var opened = KeyRing.Open(ring.RequireFile(parsed));
            await opened.ImportAsync(text, TimeProvider.System, cancellationToken);
            return opened;
        });
    }

    private static Command Remove()
    {
        var id = new Option<string>("--id") { Description = "The retired key.", Required = true };
        return With("remove", "Destroy a retired key: what it sealed can never be opened again, unless the file was copied before.", [id], async (parsed, ring, cancellationToken) =>
        {
            var opened = KeyRing.Open(ring.RequireFile(parsed));
            await opened.RemoveAsync(new KeyId(parsed.GetValue(id)!), TimeProvider.System, cancellationToken);
            return opened;
        });
    }

    private static Command With(string name, string description, Option[] options, Func<ParseResult, RingOptions, CancellationToken, Task<KeyRing>> act)
    {
        var command = new Command(name, description);
        var ring = new RingOptions();
        foreach (var option in options)
            command.Options.Add(option);
        ring.AddTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var keys = (await act(parsed, ring, cancellationToken)).Keys;
            output.Write(keys.Select(key => new { id = key.Id.Value, key.CreatedAt, key.State }), console => Show(console, keys));
            return 0;
        });
        return command;
    }

    private static void Show(IAnsiConsole console, IReadOnlyList<KeyInfo> keys)
    {
        var table = CliOutput.Table("key", "made", "state");
        foreach (var key in keys)
            table.AddRow(new Text(key.Id.Value), new Text(key.CreatedAt.ToString("u", System.Globalization.CultureInfo.InvariantCulture)), new Text(key.State.ToString().ToLowerInvariant()));
        console.Write(table);
    }
}
