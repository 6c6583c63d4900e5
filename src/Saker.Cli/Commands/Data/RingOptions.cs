using System.CommandLine;
using Saker.Data;
using Saker.Data.Privacy.Keys;

namespace Saker.Cli.Commands.Data;

/// <summary>Where commands find the key ring: a file by <c>--ring</c> or SAKER_KEY_RING, or the keys themselves in SAKER_KEYS.</summary>
internal sealed class RingOptions
{
    private readonly Option<string?> _ring = new("--ring") { Description = $"The key ring's file. Default: ${GivenKeyRing.FileVariable}; or the keys themselves, in base64 and divided by commas, in ${GivenKeyRing.KeysVariable}." };

    public void AddTo(Command command) => command.Options.Add(_ring);

    public string? FileOf(ParseResult parsed) => GivenKeyRing.FileOf(parsed.GetValue(_ring));

    public string RequireFile(ParseResult parsed) => FileOf(parsed) ?? throw Missing();

    public KeyRing? Find(ParseResult parsed) => GivenKeyRing.Find(parsed.GetValue(_ring), TimeProvider.System);

    public KeyRing Require(ParseResult parsed) => Find(parsed) ?? throw Missing();

    private static SakerException Missing() => new(ErrorKind.InvalidInput, $"Name the key ring by --ring or ${GivenKeyRing.FileVariable}; 'saker data keys create --ring keys.json' makes one.", "ring");
}
