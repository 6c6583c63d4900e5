using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Saker.Architecture.Tests.Surface;

public class WordTests
{
    [Theory]
    [MemberData(nameof(SurfaceTests.Libraries), MemberType = typeof(SurfaceTests))]
    public void Public_types_are_named_by_the_words_of_the_house(string library) =>
        Offenders.None(Assembly.Load(library).GetExportedTypes().SelectMany(WordRule.BannedWord), "Rename the type.");

    [Fact]
    public void A_banned_last_word_is_found_with_what_to_say()
    {
        Assert.EndsWith("RunRepository ends in 'Repository'; say Store", Assert.Single(WordRule.BannedWord(typeof(RunRepository))));
        Assert.Empty(WordRule.BannedWord(typeof(ManagerOfNothing)));
    }

    [Fact]
    public void A_framework_s_own_kind_may_keep_its_name() => Assert.Empty(WordRule.BannedWord(typeof(TracingHandler)));

    [Fact]
    public void Only_what_adds_to_the_service_collection_may_be_called_services()
    {
        Assert.Empty(WordRule.BannedWord(typeof(PlatformServices)));
        Assert.NotEmpty(WordRule.BannedWord(typeof(OtherServices)));
    }

    private static class PlatformServices
    {
        public static void AddPlatform(IServiceCollection services) => Assert.NotNull(services);
    }

    private static class OtherServices
    {
        public static void Serve(string name) => Assert.NotNull(name);
    }

    private sealed class RunRepository;

    private sealed class ManagerOfNothing;

    private sealed class TracingHandler : DelegatingHandler;
}
