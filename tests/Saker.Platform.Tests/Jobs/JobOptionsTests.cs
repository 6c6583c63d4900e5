using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Jobs;

namespace Saker.Platform.Tests.Jobs;

public sealed class JobOptionsTests
{
    [Fact]
    public void Everything_that_is_wrong_with_the_options_is_told_at_once()
    {
        var options = new JobOptions { PollInterval = TimeSpan.Zero, LeaseDuration = TimeSpan.Zero, RetryDelay = TimeSpan.FromHours(1), MaxRunCount = 0 };

        var failure = Assert.Throws<SakerException>(options.Validate);

        Assert.Equal(["pollInterval", "leaseDuration", "maxRetryDelay", "maxRunCount"], failure.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public void Delays_of_a_job_that_comes_seldom_grow_up_to_its_interval_and_never_overflow()
    {
        var options = new JobOptions();
        Assert.Equal(TimeSpan.FromSeconds(10), options.DelayAfter(1, TimeSpan.FromDays(1)));
        Assert.Equal(TimeSpan.FromSeconds(5120), options.DelayAfter(10, TimeSpan.FromDays(1)));
        Assert.Equal(TimeSpan.FromDays(1), options.DelayAfter(1_000_000, TimeSpan.FromDays(1)));
    }

    [Fact]
    public async Task Jobs_of_one_name_are_refused_where_they_are_put_together()
    {
        await using var backend = new EmbeddedBackend();
        var saker = await backend.OpenAsync(services => services.AddSingleton<IRecurringJob>(new TestJob()).AddSingleton<IRecurringJob>(new TestJob { Interval = TimeSpan.Zero }));

        var failure = Assert.Throws<SakerException>(() => saker.Services.GetRequiredService<JobRunner>());

        Assert.Equal(["test.job", "test.job"], failure.Problems.Select(problem => problem.Field));
    }
}
