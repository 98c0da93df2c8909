using Tumen.Published.Specification;

namespace Tumen.Published.Tests;

public sealed class StoriesTests
{
    [Fact]
    public void Every_code_of_a_specification_has_a_story()
    {
        for (int code = 100; code <= 119; code++) Assert.False(string.IsNullOrWhiteSpace(SpecificationStories.Find($"p{code}")), $"P{code}");
        Assert.Null(SpecificationStories.Find("P120"));
    }
}
