using FsCheck;
using FsCheck.Fluent;

namespace Saker.Testing;

/// <summary>How a property is tried: over the same drawn cases at every run, so that a failure is about the change and can be repeated.</summary>
/// <remarks><c>SAKER_EXPLORE=1</c> draws other cases at each run, to look for what nobody has thought of; FsCheck prints the seed of a case that fails.</remarks>
public static class Properties
{
    private const ulong Seed = 20261;
    private const ulong Gamma = 7;

    /// <summary>Throws with the smallest case found where the property does not hold in one of <paramref name="cases"/>.</summary>
    public static void Hold(this Property property, int cases = 100) => property.Check(Settings(cases));

    private static Config Settings(int cases)
    {
        var settings = Config.QuickThrowOnFailure.WithMaxTest(cases);
        return Environment.GetEnvironmentVariable("SAKER_EXPLORE") == "1" ? settings : settings.WithReplay(Seed, Gamma);
    }
}
