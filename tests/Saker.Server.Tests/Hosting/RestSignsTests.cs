using Saker.Server.Hosting;

namespace Saker.Server.Tests.Hosting;

public sealed class RestSignsTests
{
    private readonly RestSigns _signs = new();

    [Fact]
    public void Work_is_no_time_and_rest_after_it_is()
    {
        for (var second = 1; second <= 10; second++)
            Assert.False(_signs.IsTime(second * RestSigns.MinWork));
        var allocated = 10 * RestSigns.MinWork;
        for (var look = 1; look < RestSigns.MinLooks; look++)
            Assert.False(_signs.IsTime(allocated += RestSigns.MaxAtRest));

        Assert.True(_signs.IsTime(allocated + RestSigns.MaxAtRest));
    }

    [Fact]
    public void A_rest_without_work_before_it_is_not_worth_the_while()
    {
        var allocated = RestSigns.MinWork;
        while (!_signs.IsTime(allocated))
            allocated += 1;

        for (var look = 0; look < 1_000; look++)
            Assert.False(_signs.IsTime(allocated + (look * 10)));
    }

    [Fact]
    public void A_look_that_finds_work_begins_the_rest_anew()
    {
        _ = _signs.IsTime(RestSigns.MinWork);
        var allocated = RestSigns.MinWork;

        for (var round = 0; round < 20; round++)
        {
            for (var look = 1; look < RestSigns.MinLooks; look++)
                Assert.False(_signs.IsTime(allocated));
            allocated += RestSigns.MaxAtRest + 1;
            Assert.False(_signs.IsTime(allocated));
        }
    }

    [Fact]
    public void Little_work_adds_up()
    {
        var times = 0;
        for (var allocated = 0L; allocated <= 4 * RestSigns.MinWork; allocated += RestSigns.MaxAtRest)
        {
            if (_signs.IsTime(allocated))
                times++;
        }

        Assert.Equal(4, times);
    }
}
